using System.CommandLine;
using LicenseKit.Cli.Files;
using LicenseKit.Cli.Output;
using LicenseKit.Testing;

namespace LicenseKit.Cli.Verbs;

/// <summary><c>vectors extract</c>: the test vectors as single files, for tools that read license files and no JSON of cases.</summary>
internal sealed class VectorsExtractVerb : IVerb
{
    private readonly Option<string> _out =
        SharedOptions.Path("--out", "The folder for 'good' and 'hostile'; made when it is missing. Without it 'vectors'.", "DIR", required: false);

    public Command Command => new("extract", "Write every license file among the test vectors into a file of its own.") { _out };

    public Answer Run(ParseResult parsed, DateTimeOffset now)
    {
        var folder = parsed.GetValue(_out) ?? "vectors";
        var files = new OutputFiles();
        foreach (var vector in Vectors.All)
        {
            files.Add(Path.Combine(folder, vector.File), vector.Bytes.ToArray());
        }

        var fault = OutputFolder.Make(Path.Combine(folder, "good")) ?? OutputFolder.Make(Path.Combine(folder, "hostile")) ?? files.Commit();
        if (fault is not null)
        {
            return fault;
        }

        var (good, hostile) = (Vectors.Good.Count(), Vectors.Hostile.Count());
        return Answer.Made(
            json =>
            {
                json.WriteString("folder"u8, folder);
                json.WriteNumber("good"u8, good);
                json.WriteNumber("hostile"u8, hostile);
            },
            output => output.Line($"Made {good} good and {hostile} hostile files in {folder}."));
    }
}
