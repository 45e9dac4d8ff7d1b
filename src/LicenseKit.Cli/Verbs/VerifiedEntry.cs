using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Verbs;

/// <summary>The verdict on one file, in both forms.</summary>
internal sealed class VerifiedEntry : IEntry
{
    private readonly string _file;
    private readonly string? _format;
    private readonly LicenseFault? _fault;
    private readonly Verdict? _verdict;
    private readonly IReadOnlyList<ChainLink> _chain;
    private readonly string _outcome;

    private VerifiedEntry(string file, string outcome, ReadOnlySpan<byte> bytes, LicenseFault? fault, Verdict? verdict, IReadOnlyList<ChainLink> chain)
    {
        _outcome = outcome;
        _file = file;
        _format = FileForm.Name(bytes);
        _fault = fault;
        _verdict = verdict;
        _chain = chain;
    }

    public int ExitCode => _fault is { } no ? Answer.ExitOf(no) : CommandLine.Done;

    /// <summary>A file that was read and is not good.</summary>
    public static VerifiedEntry Refused(string file, ReadOnlySpan<byte> bytes, LicenseFault fault, IReadOnlyList<ChainLink> chain) => new(file, "refused", bytes, fault, null, chain);

    /// <summary>A file that cannot be opened.</summary>
    public static VerifiedEntry Unreadable(string file, LicenseFault fault) => new(file, fault.Code == FaultCode.FileUnreadable ? "cannot be opened" : "refused", null, fault, null, []);

    /// <summary>A file that was not read, since the keys to verify it with cannot be used.</summary>
    public static VerifiedEntry WithoutKeys(string file, LicenseFault fault) => new(file, "not verified", null, fault, null, []);

    public static VerifiedEntry Accepted(string file, ReadOnlySpan<byte> bytes, Verdict verdict) => new(file, "accepted", bytes, null, verdict, ChainLinks.Of(verdict));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("file"u8, _file);
        json.WriteBoolean("accepted"u8, _verdict is not null);
        json.WriteString("format"u8, _format);
        json.Fault(_fault);
        if (_verdict is { Chain: { } chain } verdict)
        {
            json.License(chain.Leaf.Claims);
            json.Standing(verdict.Standing);
            json.Effective(EffectiveSeats.Of(verdict));
            json.SessionLicense(chain.SessionLicense?.Claims);
        }
        else
        {
            json.WriteNull("license"u8);
            json.WriteNull("standing"u8);
            json.WriteNull("effective"u8);
            json.WriteNull("sessionLicense"u8);
        }

        json.Chain(_chain);
        json.WriteEndObject();
    }

    public void Write(TextOutput output)
    {
        output.Line($"{_file}: {_outcome}", _fault is null ? Severity.Success : Severity.Error);
        if (_verdict is not { Chain: { } chain } verdict)
        {
            output.Fault(_fault!);
            output.Chain(_chain);
            return;
        }

        if (chain.SessionLicense is { } session)
        {
            output.Line($"Session license '{session.Client}', serial {session.Serial}, of '{chain.Leaf.Client}'");
            output.SessionLicense(session.Claims);
            output.Field("standing", _chain[^1].Mark, _chain[^1].Mark == ChainLink.Good ? Severity.Success : Severity.Warning);
        }

        output.Chain(_chain);
        output.Field("product", chain.Leaf.Product);
        output.Field("id", chain.Leaf.Id);
        output.Field("bound to", TextForms.BoundTo(chain.Leaf.Binding));
        output.Standing(verdict);
        output.Effective(EffectiveSeats.Of(verdict));
    }
}
