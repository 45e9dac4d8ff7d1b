using LicenseKit.Chains;
using LicenseKit.Hosting.Files;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Client;

/// <summary>Where a client's session license is kept: in the file that the host names, or in the data folder after it was applied.</summary>
/// <remarks>Of two that can be used the one that was issued later counts, so a renewed file that the host is given replaces an applied one, and the reverse.</remarks>
internal sealed class SessionLicenseFile(string? named, IAppliedLicense applied, ChainReader reader)
{
    /// <summary>The license to use, or why there is none.</summary>
    public Outcome<Chain> Load()
    {
        var given = named is null ? StandingReport.NoneHeld.Fault! : Verify(named, LicenseFilePath.Read(named));
        if (applied.Read() is not { } kept)
        {
            return given;
        }

        var stored = Verify(applied.Place, kept);
        if (stored.Value is { } newer && (given.Value is not { } older || IssuedAt(older) <= IssuedAt(newer)))
        {
            return newer;
        }

        return named is null ? stored : given;
    }

    /// <summary>Verifies a license and keeps it for the next start.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="held">What is in use; null when nothing is.</param>
    /// <param name="replaces">The id of the session license in use, to give it up for another one.</param>
    public Outcome<Chain> Apply(ReadOnlyMemory<byte> file, Chain? held, string? replaces)
    {
        if (!Verify(file).Is(out var chain, out var fault))
        {
            return fault;
        }

        if (Conflict(chain, held, replaces) is { } conflict)
        {
            return conflict;
        }

        try
        {
            applied.Write(file.Span);
            return chain;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LicenseFault(FaultCode.DataFolder, $"The license cannot be kept in '{applied.Place}': {e.Message}", "Give a data folder that this user can make, read and write.");
        }
    }

    private static LicenseFault? Conflict(Chain chain, Chain? held, string? replaces)
    {
        if (held?.SessionLicense is not { Claims: var now })
        {
            return null;
        }

        var next = chain.SessionLicense!.Claims;
        if (next.Id != now.Id && now.Id != replaces)
        {
            return new(FaultCode.OtherLicense, $"The file holds session license '{next.Id}' of '{next.Client}'; '{now.Id}' of '{now.Client}' is in use here.",
                $"To replace it, name it: replaces = {now.Id}.", next.Id, next.Id);
        }

        return IssuedAt(chain) >= IssuedAt(held) ? null
            : new(FaultCode.SerialOlder, $"The file was issued at {Shown.Instant(next.IssuedAt)}, before the one in use, of {Shown.Instant(now.IssuedAt)}.",
                "Use the newest file of your vendor.", next.Id, next.Id);
    }

    private static long IssuedAt(Chain chain) => chain.SessionLicense!.Claims.IssuedAt;

    private Outcome<Chain> Verify(string place, Outcome<byte[]> file) =>
        file.Is(out var bytes, out var fault) && Verify(bytes).Is(out var chain, out fault) ? chain : LicenseFilePath.Refused(place, fault);

    private Outcome<Chain> Verify(ReadOnlyMemory<byte> file)
    {
        if (!reader.Read(file).Is(out var chain, out var fault))
        {
            return fault;
        }

        return chain.SessionLicense is not null ? chain
            : new LicenseFault(FaultCode.ForeignSessionLicense, $"The file of license '{chain.Leaf.Client}' holds no session license.",
                "Use a file made by 'session license', such as app.lic.");
    }
}
