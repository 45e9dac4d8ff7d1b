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

    private VerifiedEntry(string file, ReadOnlySpan<byte> bytes, LicenseFault? fault, Verdict? verdict, IReadOnlyList<ChainLink> chain)
    {
        _file = file;
        _format = FileForm.Name(bytes);
        _fault = fault;
        _verdict = verdict;
        _chain = chain;
    }

    public int ExitCode => _fault is { } no ? Answer.ExitOf(no) : CommandLine.Done;

    public static VerifiedEntry Refused(string file, ReadOnlySpan<byte> bytes, LicenseFault fault, IReadOnlyList<ChainLink> chain) => new(file, bytes, fault, null, chain);

    public static VerifiedEntry Accepted(string file, ReadOnlySpan<byte> bytes, Verdict verdict) => new(file, bytes, null, verdict, ChainLinks.Of(verdict));

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
        if (_verdict is not { Chain: { } chain } verdict)
        {
            output.Line($"{_file}: refused", Severity.Error);
            output.Fault(_fault!);
            output.Chain(_chain);
            return;
        }

        output.Line($"{_file}: accepted", Severity.Success);
        output.Chain(_chain);
        output.Field("product", chain.Leaf.Product);
        output.Field("id", chain.Leaf.Id);
        output.Field("bound to", TextForms.BoundTo(chain.Leaf.Binding));
        output.Standing(verdict);
        output.Effective(EffectiveSeats.Of(verdict));
        if (chain.SessionLicense is { } session)
        {
            output.Line($"Session license '{session.Client}', serial {session.Serial}");
            output.SessionLicense(session.Claims);
        }
    }
}
