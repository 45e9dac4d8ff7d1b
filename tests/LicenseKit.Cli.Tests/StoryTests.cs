using LicenseKit.Signing;

namespace LicenseKit.Cli.Tests;

public sealed class StoryTests
{
    [Fact]
    public void Init_makes_a_root_and_a_Master_that_verifies()
    {
        using var bench = new Workbench();
        var made = bench.Json("init", "--product", "acme.robot", "--client", "Acme", "--out", "acme");
        var master = bench.Verify("acme/master.lic", "--product", "acme.robot");

        Assert.Equal(0, made.Exit);
        Assert.Equal("Acme", made.Document.GetProperty("license").GetProperty("client").GetString());
        Assert.True(master.GetProperty("accepted").GetBoolean());
        Assert.Equal(7, master.GetProperty("license").GetProperty("oem").GetInt32());
        Assert.Equal("9999-12-31T23:59:59Z", master.GetProperty("license").GetProperty("expires").GetString());
        Assert.Equal(1_000_000_000, master.GetProperty("effective").GetProperty("most").GetProperty("developer").GetInt64());
    }

    [Fact]
    public void Init_gives_the_seats_that_it_is_told()
    {
        using var bench = new Workbench();
        bench.Run("init", "--product", "acme.robot", "--client", "Acme", "--out", "acme", "--seats", "developer=5,execution=unlimited,generic=3");
        var effective = bench.Verify("acme/master.lic").GetProperty("effective");

        Assert.Equal("""{"developer":5,"execution":1000000000,"generic":3}""", Compact(effective.GetProperty("seats")));
        Assert.Equal("""{"developer":8,"execution":1000000000}""", Compact(effective.GetProperty("most")));
    }

    [Fact]
    public void Private_keys_are_for_their_owner_only_and_public_ones_are_PEM()
    {
        using var bench = new Workbench().WithAcme();
        foreach (var key in new[] { "acme/root.key.pem", "acme/master.key.pem", "initech.key.pem" })
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(bench[key]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        Assert.True(PublicKey.TryParse(File.ReadAllText(bench["acme/root.pub.pem"]), out _));
        Assert.DoesNotContain("\r", File.ReadAllText(bench["acme/root.pub.pem"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_is_the_one_of_the_key_in_groups_of_five()
    {
        using var bench = new Workbench().WithAcme();
        Assert.True(PublicKey.TryParse(File.ReadAllText(bench["initech.pub.pem"]), out var key));
        var expected = LicenseCode.Of(key, "acme.robot").ToString();

        Assert.Equal(expected + "\n", bench.Run("code", "initech.key.pem", "--product", "acme.robot").Output);
        Assert.Equal(expected, bench.Json("code", "initech.pub.pem", "--product", "acme.robot").Document.GetProperty("code").GetString());
    }

    [Fact]
    public void A_license_to_activate_online_is_shown_as_the_right_holder_would_have_it()
    {
        using var bench = new Workbench().WithAcme();
        bench.Issue("initech.json", "initech.lic");
        var verdict = bench.Verify("initech.lic");

        Assert.True(verdict.GetProperty("accepted").GetBoolean());
        Assert.Equal("not-activated", verdict.GetProperty("standing").GetProperty("standing").GetString());
        Assert.Equal("""{"developer":8,"execution":23}""", Compact(verdict.GetProperty("effective").GetProperty("most")));
    }

    [Theory]
    [InlineData("code")]
    [InlineData("request")]
    [InlineData("holder")]
    public void A_license_is_bound_before_it_is_sent(string how)
    {
        using var bench = new Workbench().WithAcme();
        bench.Run("request", "--key", "initech.key.pem", "--product", "acme.robot", "--out", "initech.request.json");
        bench.Run("key", "new", "--out", "other.key.pem", "--pub", "other.pub.pem");
        var code = bench.Run("code", "initech.key.pem", "--product", "acme.robot").Output.Trim();
        var issued = bench.Issue("initech.json", "initech.lic", how switch { "code" => ["--code", code], "request" => ["--request", "initech.request.json"], _ => ["--holder", "initech.pub.pem"] });

        Assert.Equal(0, issued.Exit);
        Assert.Equal(how == "code" ? "code" : "key", issued.Document.GetProperty("license").GetProperty("binding").GetProperty("to").GetString());
        Assert.True(bench.Verify("initech.lic", "--holder", "initech.pub.pem").GetProperty("accepted").GetBoolean());
        Assert.Equal("LK4002", CodeOf(bench.Verify("initech.lic", "--holder", "other.pub.pem")));
    }

    [Fact]
    public void A_stage_raises_the_allowance_while_it_lasts()
    {
        using var bench = new Workbench().WithInitech();
        var before = bench.Verify("initech.lic", "--at", "2026-12-19T23:59:59Z").GetProperty("effective");
        var during = bench.Verify("initech.lic", "--at", "2026-12-20").GetProperty("effective");

        Assert.Equal("""{"developer":5,"execution":20,"generic":3}""", Compact(before.GetProperty("seats")));
        Assert.Equal("2026-12-20T00:00:00Z", before.GetProperty("until").GetString());
        Assert.Equal("""{"developer":5,"execution":50,"generic":3}""", Compact(during.GetProperty("seats")));
        Assert.Equal("2027-01-05T00:00:00Z", during.GetProperty("until").GetString());
    }

    [Theory]
    [InlineData("code")]
    [InlineData("request")]
    public void An_OEM_issues_below_itself_and_the_file_holds_the_whole_chain(string how)
    {
        using var bench = new Workbench().WithAcme();
        bench.Run("request", "--key", "initech.key.pem", "--product", "acme.robot", "--out", "initech.request.json");
        var code = bench.Run("code", "initech.key.pem", "--product", "acme.robot").Output.Trim();
        bench.Issue("initech.json", "initech.lic", how == "code" ? ["--code", code] : ["--request", "initech.request.json"]);
        var issued = bench.Json("issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic");
        var links = bench.Json("inspect", "globex.lic", "--root", "acme/root.pub.pem").Document.GetProperty("links");

        Assert.Equal(0, issued.Exit);
        Assert.Equal(["Acme", "Initech", "Globex"], links.EnumerateArray().Select(l => l.GetProperty("client").GetString()!));
        Assert.True(bench.Verify("globex.lic").GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public void A_session_license_ends_an_apps_file()
    {
        using var bench = new Workbench().WithInitech();
        var made = bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.lic");
        var verdict = bench.Verify("qa.lic");

        Assert.Equal(0, made.Exit);
        Assert.True(verdict.GetProperty("accepted").GetBoolean());
        Assert.Equal("Initech", verdict.GetProperty("license").GetProperty("client").GetString());
        Assert.Equal("QA team", verdict.GetProperty("sessionLicense").GetProperty("client").GetString());
        Assert.Equal("shared", verdict.GetProperty("sessionLicense").GetProperty("allocation").GetString());
    }

    [Fact]
    public void Verify_names_the_session_license_of_an_apps_file_first()
    {
        using var bench = new Workbench().WithInitech();
        bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.lic");
        var lines = bench.Run("verify", "qa.lic", "--root", "acme/root.pub.pem").Output.Split('\n');

        Assert.EndsWith("qa.lic: accepted", lines[0], StringComparison.Ordinal);
        Assert.Equal("Session license 'QA team', serial 1, of 'Initech'", lines[1]);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_not_said_to_be_refused()
    {
        using var bench = new Workbench().WithInitech();
        Assert.Contains("missing.lic: cannot be opened\n", bench.Run("verify", "missing.lic", "--root", "acme/root.pub.pem").Output, StringComparison.Ordinal);
        Assert.Contains("initech.lic: not verified\n", bench.Run("verify", "initech.lic", "--root", "missing.pem").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_are_shown_by_issue_inspect_verify_and_diff()
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("master.json", """{ "client": "Umbrella", "seats": { "developer": 3 }, "features": { "export.pdf": { "limit": 4, "until": "2027-03-01T00:00:00Z" }, "vision": {} } }""");
        string[] issue = ["issue", "--root-key", "acme/root.key.pem", "--product", "acme.robot", "--holder", "initech.pub.pem"];
        var issued = bench.Run([.. issue, "--draft", "master.json", "--out", "umbrella.lic"]);
        bench.Write("less.json", """{ "client": "Umbrella", "seats": { "developer": 3 }, "features": { "export.pdf": { "limit": 2 } } }""");
        bench.Run([.. issue, "--draft", "less.json", "--out", "less.lic", "--replaces", "umbrella.lic"]);
        var diff = bench.Run("diff", "umbrella.lic", "less.lic").Output;

        Assert.All([issued, bench.Run("inspect", "umbrella.lic"), bench.Run("verify", "umbrella.lic", "--root", "acme/root.pub.pem")],
            r => Assert.Contains("  feature     export.pdf: limit 4 until 2027-03-01\n  feature     vision: given\n", r.Output, StringComparison.Ordinal));
        Assert.Contains("features.export.pdf: limit 4 until 2027-03-01 -> limit 2\n", diff, StringComparison.Ordinal);
        Assert.Contains("features.vision: removed, was given\n", diff, StringComparison.Ordinal);
        Assert.Equal("""{"until":"2027-03-01T00:00:00Z","limit":4}""", Compact(bench.Verify("umbrella.lic").GetProperty("effective").GetProperty("features").GetProperty("export.pdf")));
        Assert.DoesNotContain("feature ", bench.Run("verify", "umbrella.lic", "--root", "acme/root.pub.pem", "--at", "2026-08-01").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_period_of_a_license_is_shown_without_seconds()
    {
        using var bench = new Workbench().WithAcme();
        bench.Issue("initech.json", "initech.lic", "--at", "2026-09-01T13:30:36Z");

        Assert.Contains("valid       2026-09-01T13:30Z to 2027-09-01T13:30Z", bench.Run("inspect", "initech.lic").Output, StringComparison.Ordinal);
        Assert.Contains("2026-09-01T13:30:36Z", bench.Json("inspect", "initech.lic").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_version_keeps_id_and_holder_and_raises_the_serial()
    {
        using var bench = new Workbench().WithInitech();
        var first = bench.Verify("initech.lic").GetProperty("license");
        bench.Write("more.json", Workbench.InitechDraft.Replace("\"developer\": 5", "\"developer\": 6"));
        var second = bench.Issue("more.json", "initech.lic", "--replaces", "initech.lic", "--at", "2026-10-01").Document.GetProperty("license");

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal(2, second.GetProperty("serial").GetInt64());
        Assert.Equal(Compact(first.GetProperty("binding")), Compact(second.GetProperty("binding")));
        Assert.Equal("""{"developer":6,"execution":20,"generic":3}""", Compact(bench.Verify("initech.lic", "--at", "2026-10-02").GetProperty("effective").GetProperty("seats")));
    }

    [Fact]
    public void Suspending_needs_no_draft_and_leaves_an_accepted_file_that_grants_nothing()
    {
        using var bench = new Workbench().WithInitech();
        var ran = bench.Json("issue", "--issuer", "acme/master.lic", "--key", "acme/master.key.pem", "--replaces", "initech.lic", "--state", "suspended", "--out", "initech.2.lic");
        var verdict = bench.Verify("initech.2.lic");

        Assert.Equal(0, ran.Exit);
        Assert.True(verdict.GetProperty("accepted").GetBoolean());
        Assert.Equal("suspended", verdict.GetProperty("license").GetProperty("state").GetString());
        Assert.Equal("LK6002", CodeOf(verdict.GetProperty("standing")));
        Assert.Equal("""{"developer":0,"execution":0}""", Compact(verdict.GetProperty("effective").GetProperty("most")));
        Assert.Equal(5, verdict.GetProperty("effective").GetProperty("seats").GetProperty("developer").GetInt64());
    }

    [Fact]
    public void An_expired_license_is_accepted_and_plainly_grants_nothing()
    {
        using var bench = new Workbench().WithInitech();
        var ran = bench.Run("verify", "initech.lic", "--root", "acme/root.pub.pem", "--at", "2027-09-01");
        var verdict = bench.Verify("initech.lic", "--at", "2027-09-01");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("expired: grants nothing now. LK6004", ran.Output, StringComparison.Ordinal);
        Assert.Equal("""{"developer":0,"execution":0}""", Compact(verdict.GetProperty("effective").GetProperty("most")));
        Assert.Equal("good", bench.Verify("initech.lic", "--at", "2027-08-31T23:59:59Z").GetProperty("standing").GetProperty("standing").GetString());
    }

    [Fact]
    public void A_root_key_signs_another_Master_with_the_defaults_of_init()
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("umbrella.json", """{ "client": "Umbrella", "seats": { "developer": 3 } }""");
        var ran = bench.Json("issue", "--root-key", "acme/root.key.pem", "--product", "acme.robot", "--draft", "umbrella.json", "--holder", "initech.pub.pem", "--out", "umbrella.lic");
        var license = bench.Verify("umbrella.lic").GetProperty("license");

        Assert.Equal(0, ran.Exit);
        Assert.Equal(7, license.GetProperty("oem").GetInt32());
        Assert.Equal("9999-12-31T23:59:59Z", license.GetProperty("expires").GetString());
        var next = bench.Json("issue", "--root-key", "acme/root.key.pem", "--replaces", "umbrella.lic", "--state", "revoked", "--out", "umbrella.lic");
        Assert.Equal("revoked", next.Document.GetProperty("license").GetProperty("state").GetString());
        Assert.Equal("LK7010", bench.Json("issue", "--root-key", "acme/root.key.pem", "--replaces", "umbrella.lic", "--state", "active", "--out", "umbrella.lic").Code);
    }

    [Fact]
    public void Inspect_believes_nobody_unless_it_is_given_a_root()
    {
        using var bench = new Workbench().WithInitech();
        var unchecked1 = bench.Run("inspect", "initech.lic");
        var verified = bench.Json("inspect", "initech.lic", "--root", "acme/root.pub.pem").Document;

        Assert.Contains("not verified", unchecked1.Output, StringComparison.Ordinal);
        Assert.False(bench.Json("inspect", "initech.lic").Document.GetProperty("verified").GetBoolean());
        Assert.True(verified.GetProperty("verified").GetBoolean());
        Assert.Equal("good", verified.GetProperty("standing").GetProperty("standing").GetString());
        Assert.Equal(3, verified.GetProperty("links")[1].GetProperty("seats").GetProperty("generic").GetInt64());
    }

    private static string Compact(System.Text.Json.JsonElement element) => System.Text.Json.JsonSerializer.Serialize(element);

    private static string? CodeOf(System.Text.Json.JsonElement element) => element.GetProperty("fault").GetProperty("code").GetString();
}
