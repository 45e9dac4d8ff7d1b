using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Verbs;

/// <summary>The verdict on one file, in both forms.</summary>
internal sealed class Judgement
{
    private readonly string _file;
    private readonly string? _format;
    private readonly Verdict? _verdict;

    private Judgement(string file, ReadOnlySpan<byte> bytes, LicenseFault? fault, Verdict? verdict)
    {
        _file = file;
        _format = FileForm.Name(bytes);
        _verdict = verdict;
        Fault = fault;
    }

    public LicenseFault? Fault { get; }

    public static Judgement Refused(string file, ReadOnlySpan<byte> bytes, LicenseFault fault) => new(file, bytes, fault, null);

    public static Judgement Accepted(string file, ReadOnlySpan<byte> bytes, Verdict verdict) => new(file, bytes, null, verdict);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("file"u8, _file);
        json.WriteBoolean("accepted"u8, _verdict is not null);
        json.WriteString("format"u8, _format);
        json.Fault(Fault);
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

        json.WriteEndObject();
    }

    public void Write(Paper paper)
    {
        if (_verdict is not { Chain: { } chain } verdict)
        {
            paper.Line($"{_file}: refused", "red");
            paper.Fault(Fault!);
            return;
        }

        paper.Line($"{_file}: accepted", "green");
        paper.Head(chain.Leaf.Claims);
        paper.Standing(verdict);
        paper.Effective(EffectiveSeats.Of(verdict));
        if (chain.SessionLicense is { } session)
        {
            paper.Line($"Session license '{session.Client}', serial {session.Serial}");
            paper.SessionLicense(session.Claims);
        }
    }
}
