using System.CommandLine;
using LicenseKit.Chains;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>inspect</c>: what a file says; whether that is true is asked only with <c>--root</c>.</summary>
internal sealed class InspectVerb : IVerb
{
    private readonly Argument<string> _file = SharedOptions.File<string>("A license file.");
    private readonly Option<string[]> _roots = SharedOptions.Roots(required: false);

    public Command Command => new("inspect", "Show what a license file says.") { _file, _roots };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var file = parsed.GetRequiredValue(_file);
        if (!RootFiles.Read(parsed.GetValue(_roots)).Is(out var roots, out var fault)
            || !InputFile.Read(file).Is(out var bytes, out fault))
        {
            return fault;
        }

        if (!FileContent.Read(bytes).Is(out var content, out fault))
        {
            return Answer.Refused(file, fault, RefusedChain.NotVerified(bytes));
        }

        var verdict = roots.Length > 0 ? new Verifier(null, roots).Accept(XmlLicenses.Format).Verify(bytes, now) : null;
        return verdict is { Fault: { } refusal }
            ? Answer.Refused(file, refusal, RefusedChain.Of(bytes, refusal, null, roots))
            : Shows(file, FileForm.Name(bytes), content, verdict, verdict is null ? RefusedChain.NotVerified(bytes) : ChainLinks.Of(verdict));
    }

    private static Answer Shows(string file, string? format, FileContent content, Verdict? verdict, IReadOnlyList<ChainLink> chain) => Answer.Made(
        json =>
        {
            json.WriteString("file"u8, file);
            json.WriteString("format"u8, format);
            json.WriteBoolean("verified"u8, verdict is not null);
            json.WriteStartArray("links"u8);
            foreach (var link in content.Links)
            {
                json.WriteStartObject();
                json.LicenseMembers(link);
                json.EveryMember(link);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.SessionLicense(content.SessionLicense);
            if (verdict is null)
            {
                json.WriteNull("standing"u8);
                json.WriteNull("effective"u8);
            }
            else
            {
                json.Standing(verdict.Standing);
                json.Effective(EffectiveSeats.Of(verdict));
            }

            json.Chain(chain);
        },
        output =>
        {
            output.Line($"{file}: {(verdict is null ? "not verified (give --root to check who signed it)" : "verified")}", verdict is null ? Severity.Warning : Severity.Success);
            output.Chain(chain);
            for (var i = 0; i < content.Links.Count; i++)
            {
                output.Line($"{(content.Links[i].Parent is null ? "Master" : $"Link {i}")} '{content.Links[i].Client}', serial {content.Links[i].Serial}");
                output.License(content.Links[i]);
                output.EveryField(content.Links[i]);
            }

            if (content.SessionLicense is { } session)
            {
                output.Line($"Session license '{session.Client}', serial {session.Serial}");
                output.SessionLicense(session);
            }

            if (verdict is not null)
            {
                output.Line("Effective");
                output.Standing(verdict);
                output.Effective(EffectiveSeats.Of(verdict));
            }
        });
}
