using System.CommandLine;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;
using KeyFile = LicenseKit.Cli.Files.KeyFile;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>clock</c>: shows the stored time of a stopped server, or sets it and signs again what is dated after it.</summary>
internal sealed class ClockVerb(Passphrases passphrases) : IVerb
{
    private const string By = "licensekit clock";

    private readonly Option<string> _data = SharedOptions.Path("--data", "The data folder of the server, which must not run.", "DIR");
    private readonly Option<string> _set = SharedOptions.Checked(new("--set") { Description = "Set the server's time: now, 2026-12-24, or 2026-12-24T18:00:00Z.", HelpName = "INSTANT" },
        text => text == "now" || GlobalOptions.TryInstant(text, out _) ? null : "is neither now nor an instant such as 2026-12-24 or 2026-12-24T18:00:00Z.");

    private readonly Option<string> _rootKey = SharedOptions.Path("--root-key", "The private root key, where a Master license must be signed again; DIR/root.key.pem when left out.", required: false);

    public Command Command => new("clock", "Show the stored time of a stopped server, or set it.") { _data, _set, _rootKey };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var folder = parsed.GetRequiredValue(_data);
        var keyPath = Path.Combine(folder, "installation.key.pem");
        if (Missing(folder) is { } missing)
        {
            return missing;
        }

        if (parsed.GetResult("--at") is not null)
        {
            return new LicenseFault(FaultCode.ClockInstant, "--at stands in for the clock elsewhere; here the machine's own clock is what the time is compared with and set to.",
                "Leave --at out; give the instant with --set.");
        }

        if (!KeyFile.ReadStored(keyPath).Is(out var stored, out var fault))
        {
            return fault;
        }

        if (parsed.GetValue(_set) is not { } set)
        {
            return Open(folder, new PublicHalf(stored.PublicKey), now, server => Task.FromResult(Shown(server.Clock())));
        }

        if (!stored.Open(passphrases.Present(stored, keyPath)).Is(out var key, out fault))
        {
            return KeyFile.In(keyPath, fault);
        }

        using (key)
        {
            var instant = set == "now" || !GlobalOptions.TryInstant(set, out var given) ? now : given;
            return Open(folder, key, now, server => SetAsync(server, folder, instant, parsed.GetValue(_rootKey)));
        }
    }

    /// <summary>Opens the server by its key; what it throws is a refusal.</summary>
    private static Answer Open(string folder, ISigner signer, DateTimeOffset now, Func<StoppedServer, Task<Answer>> act)
    {
        try
        {
            return Task.Run(async () =>
            {
                var server = await StoppedServer.OpenAsync(o => o.WithDataFolder(folder).UseSigner(signer).UseSqlite(), new Standing(now)).ConfigureAwait(false);
                await using (server.ConfigureAwait(false))
                {
                    return await act(server).ConfigureAwait(false);
                }
            }).GetAwaiter().GetResult();
        }
        catch (LicenseFaultException e)
        {
            return e.Fault;
        }
    }

    private async Task<Answer> SetAsync(StoppedServer server, string folder, DateTimeOffset instant, string? rootPath)
    {
        SigningKey? root = null;
        try
        {
            if (server.NeedsRootKey(instant))
            {
                var path = rootPath ?? Path.Combine(folder, "root.key.pem");
                if (rootPath is null && !File.Exists(path))
                {
                    return new LicenseFault(FaultCode.CannotSign, $"The Master license of this server is dated after {Licenses.Shown.Instant(instant)} and must be signed again; its root key is not at '{Sanitize.Text(path)}'.",
                        "Give the root key with --root-key; nothing was changed.");
                }

                if (!KeyFile.ReadPrivate(path, passphrases).Is(out root, out var unreadable))
                {
                    return unreadable;
                }
            }

            if (!(await server.SetClockAsync(instant, By, root).ConfigureAwait(false)).Is(out var repair, out var fault))
            {
                return fault;
            }

            var master = Path.Combine(folder, "master.lic");
            var unwritten = repair.MasterFile is { } file ? new OutputFiles().AddSecret(master, System.Text.Encoding.ASCII.GetString(file), replace: true).Commit() : null;
            return unwritten is null ? Done(repair, repair.MasterFile is null ? null : master)
                : new LicenseFault(unwritten.Code, $"The server's time is set and its new Master license in force, but: {unwritten.Message}", unwritten.Remedy);
        }
        finally
        {
            root?.Dispose();
        }
    }

    private static LicenseFault? Missing(string folder)
    {
        var what = !Directory.Exists(folder) ? "does not exist" : !File.Exists(Path.Combine(folder, "licensekit.db")) ? "has no licensekit.db" : null;
        return what is null ? null : new(FaultCode.FileUnreadable, $"The data folder '{Sanitize.Text(folder)}' {what}.", "Give the data folder of a server that has run.");
    }

    private static Answer Shown(ClockReport clock) => Answer.Made(
        json =>
        {
            json.WriteString("floor"u8, JsonForms.Instant(UnixTime.Of(clock.Floor)));
            json.WriteString("machine"u8, JsonForms.Instant(UnixTime.Of(clock.Machine)));
            json.WriteNumber("ahead"u8, (long)clock.Ahead.TotalSeconds);
            json.WriteString("client"u8, clock.Client);
            WriteNumber(json, "serial"u8, clock.Client is null ? null : clock.Serial);
            json.WriteString("issuedAt"u8, clock.IssuedAt is { } issued ? JsonForms.Instant(UnixTime.Of(issued)) : null);
            json.WriteString("notBefore"u8, clock.NotBefore is { } starts ? JsonForms.Instant(UnixTime.Of(starts)) : null);
            json.WriteNumber("datedAhead"u8, clock.DatedAhead);
            json.WriteBoolean("needsRootKey"u8, clock.NeedsRootKey);
            json.WriteString("issuerToHeal"u8, clock.IssuerToHeal);
        },
        output =>
        {
            var ahead = (long)clock.Ahead.TotalSeconds;
            var isSuspect = ahead > 300;
            output.Field("server", Licenses.Shown.Instant(clock.Floor), isSuspect ? Severity.Warning : Severity.None);
            output.Field("machine", Licenses.Shown.Instant(clock.Machine));
            output.Field("difference", ahead == 0 ? "none" : $"the server is {Licenses.Shown.Duration(Math.Abs(ahead))} {(ahead > 0 ? "ahead" : "behind, which the next start makes good by at most P2D")}");
            output.Field("license", clock.Client is null ? "none" : $"'{clock.Client}', serial {clock.Serial}, issued {Licenses.Shown.Instant(clock.IssuedAt!.Value)}, valid from {Licenses.Shown.Instant(clock.NotBefore!.Value)}");
            output.Field("issued here", clock.DatedAhead == 0 ? "nothing is dated after the machine's clock" : $"{Count(clock.DatedAhead)} dated after the machine's clock", clock.DatedAhead > 0 ? Severity.Warning : Severity.None);
            if (clock.IssuerToHeal is { } issuer)
            {
                output.Line($"A license from '{issuer}' is dated after the machine's clock: '{issuer}' must set its time first.", Severity.Warning);
            }

            if (isSuspect || clock.DatedAhead > 0)
            {
                output.Line($"If the machine's clock is right, heal it with --set now{(clock.NeedsRootKey ? "; that needs the root key" : "")}.");
            }
        });

    private static Answer Done(ClockRepair repair, string? master) => Answer.Made(
        json =>
        {
            json.WriteString("before"u8, JsonForms.Instant(UnixTime.Of(repair.Before)));
            json.WriteString("floor"u8, JsonForms.Instant(UnixTime.Of(repair.Floor)));
            json.WriteNumber("signedAgain"u8, repair.SignedAgain);
            json.WriteString("master"u8, master);
            WriteNumber(json, "masterSerial"u8, repair.MasterSerial);
            json.WriteString("issuerToHeal"u8, repair.IssuerToHeal);
        },
        output =>
        {
            output.Line($"The server's time is {Licenses.Shown.Instant(repair.Floor)} now; it was {Licenses.Shown.Instant(repair.Before)}.");
            if (master is not null)
            {
                output.Line($"The Master license was signed again as serial {repair.MasterSerial} and is in force; {master} is rewritten.");
            }

            output.Line(repair.SignedAgain == 0 ? "Nothing issued here is dated after it." : $"Signed again here: {repair.SignedAgain}. Online children get theirs with their next ping; offline ones need their new files.");
            if (repair.IssuerToHeal is { } issuer)
            {
                output.Line($"It is not earlier because a license from '{issuer}' is dated so: '{issuer}' must set its time first, then apply the new file here and set the time again.", Severity.Warning);
            }
        });

    private static string Count(int licenses) => licenses == 1 ? "1 license is" : $"{licenses} licenses are";

    private static void WriteNumber(System.Text.Json.Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>The clock of the command line: <c>--at</c>, or the machine's.</summary>
    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>Names the installation without its private key: to show needs no passphrase.</summary>
    private sealed class PublicHalf(PublicKey key) : ISigner
    {
        public PublicKey PublicKey => key;

        public ValueTask SignAsync(ReadOnlyMemory<byte> data, Memory<byte> signature, CancellationToken cancellationToken) => throw new SigningException("The private key is not open.");
    }
}
