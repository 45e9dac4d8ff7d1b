using System.CommandLine;
using System.Text.Json;
using LicenseKit.Cli.Output;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>draft</c>: a draft with every member, its default and its meaning, to be changed and issued.</summary>
internal sealed class DraftVerb : IVerb
{
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    private readonly Option<bool> _session = new("--session") { Description = "The draft of a session license; without it that of a server license." };

    public Command Command => new("draft", "Print a draft with comments: every member, its default and its meaning.") { _session };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var template = Template(parsed.GetValue(_session) ? "session-license" : "server-license");
        return Answer.Made(
            json =>
            {
                json.WritePropertyName("draft"u8);
                using var draft = JsonDocument.Parse(template, WithComments);
                draft.WriteTo(json);
            },
            output => output.Verbatim(template));
    }

    private static string Template(string name)
    {
        using var stream = typeof(DraftVerb).Assembly.GetManifestResourceStream($"{name}.jsonc")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
