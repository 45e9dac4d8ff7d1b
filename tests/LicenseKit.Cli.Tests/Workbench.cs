using System.Text.Json;
using LicenseKit.Cli;
using LicenseKit.Cli.Files;

namespace LicenseKit.Cli.Tests;

/// <summary>A folder of its own in which a test runs the real entry point.</summary>
public sealed class Workbench : IDisposable
{
    public const string InitechDraft = """
        { "client": "Initech", "parentUrl": "https://licenses.acme.example", "duration": "P1Y", "oem": 1, "maxLicenses": 10, "maxDuration": "P90D",
          "seats": { "developer": 5, "execution": 20, "generic": 3 },
          "stages": [ { "name": "Quarter end", "from": "2026-12-20T00:00:00Z", "to": "2027-01-05T00:00:00Z", "seats": { "execution": "+30" } } ] }
        """;

    public const string GlobexDraft = """
        { "client": "Globex", "parentUrl": "https://licenses.initech.example", "duration": "P30D", "seats": { "developer": 2, "execution": 5 } }
        """;

    public const string QaDraft = """{ "client": "QA team", "serverUrl": "https://licenses.initech.example", "duration": "P30D", "seats": { "developer": 2 } }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("licensekit-cli-").FullName;

    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Runs with the clock at 2026-09-01 unless <c>--at</c> is given; file names are in the folder.</summary>
    public Ran Run(params string[] args) => Run(null, args);

    /// <summary>Runs where the environment gives a passphrase for key files.</summary>
    public Ran RunWith(string passphrase, params string[] args) => Run(passphrase, args);

    /// <summary>Runs where the environment gives the passphrase that a key file has and the one that it shall get.</summary>
    public Ran RunWithNext(string? passphrase, string? next, params string[] args) => Run(passphrase, args, next);

    /// <summary>Runs at a terminal where these answers are typed, and says what was asked.</summary>
    public (Ran Ran, List<string> Asked) RunTyping(string[] answers, params string[] args)
    {
        var asked = new List<string>();
        return (Run(null, args, ask: question =>
        {
            asked.Add(question);
            return answers[asked.Count - 1];
        }), asked);
    }

    /// <summary>The command line with the files' paths.</summary>
    public List<string> Paths(params string[] args) =>
        [.. args.Select((a, i) => i > 0 && (Path.GetExtension(a) is ".lic" or ".pem" or ".json" || args[i - 1] == "--out") ? this[a] : a)];

    private Ran Run(string? passphrase, string[] args, string? next = null, Func<string, string>? ask = null)
    {
        var full = Paths(args);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = CommandLine.Run(full, output, error, new StandingClock(), new Passphrases(passphrase, ask, error, next));
        return new Ran(exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs with <c>--json</c>.</summary>
    public Ran Json(params string[] args) => Run([.. args, "--json"]);

    public void Write(string name, string text) => File.WriteAllText(this[name], text);

    public void WriteBytes(string name, byte[] bytes) => File.WriteAllBytes(this[name], bytes);

    /// <summary>Acme's root and Master, Initech's key.</summary>
    public Workbench WithAcme(string seats = "developer=10,execution=100,generic=5")
    {
        Done(Run("init", "--product", "acme.robot", "--client", "Acme", "--out", "acme", "--seats", seats));
        Done(Run("key", "new", "--out", "initech.key.pem", "--pub", "initech.pub.pem"));
        Write("initech.json", InitechDraft);
        Write("globex.json", GlobexDraft);
        Write("qa.json", QaDraft);
        return this;
    }

    /// <summary>And Initech's OEM license, preactivated by request.</summary>
    public Workbench WithInitech()
    {
        WithAcme();
        Done(Run("request", "--key", "initech.key.pem", "--product", "acme.robot", "--out", "initech.request.json"));
        Done(Issue("initech.json", "initech.lic", "--request", "initech.request.json"));
        return this;
    }

    /// <summary>A copy of a file with one character of one link's signature changed.</summary>
    public void Forge(string file, int link, string forged)
    {
        var bundle = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(this[file]))!;
        var jws = bundle["chain"]![link]!.GetValue<string>();
        bundle["chain"]![link] = $"{jws[..^20]}{(jws[^20] == 'A' ? 'B' : 'A')}{jws[^19..]}";
        Write(forged, bundle.ToJsonString());
    }

    /// <summary>The last document of one file below the chain of another: the file that a child gets when its issuer's license is newer.</summary>
    public void Splice(string file, string above, string spliced)
    {
        var bundle = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(this[above]))!;
        bundle["chain"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(this[file]))!["chain"]!.AsArray()[^1]!.GetValue<string>());
        Write(spliced, bundle.ToJsonString());
    }

    public Ran Issue(string draft, string file, params string[] more) =>
        Json(["issue", "--issuer", "acme/master.lic", "--key", "acme/master.key.pem", "--draft", draft, "--out", file, .. more]);

    public JsonElement Verify(string file, params string[] more) =>
        Json(["verify", file, "--root", "acme/root.pub.pem", .. more]).Document.GetProperty("files")[0];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Done(Ran ran) => Assert.True(ran.Exit == 0, ran.Output + ran.Error);
}

/// <summary>What a run left: exit code and both streams.</summary>
public sealed record Ran(int Exit, string Output, string Error)
{
    public JsonElement Document => JsonDocument.Parse(Output).RootElement;

    public string? Code => Document.GetProperty("fault") is { ValueKind: JsonValueKind.Object } fault ? fault.GetProperty("code").GetString() : null;
}
