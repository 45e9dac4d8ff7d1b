using System.Text;
using System.Text.Json;

namespace LicenseKit.Cli.Tests;

public sealed class FaultTests
{
    private static readonly string[] Members = ["code", "message", "remedy", "link"];

    [Fact]
    public void A_draft_beyond_its_issuer_is_refused_and_leaves_no_file()
    {
        using var bench = new Workbench().WithInitech();
        bench.Write("globex.json", Workbench.GlobexDraft.Replace("\"developer\": 2", "\"developer\": 12"));
        var ran = bench.Json("issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic");

        Assert.Equal((1, "LK3004"), (ran.Exit, ran.Code));
        Assert.False(File.Exists(bench["globex.lic"]));
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(bench["x"])!), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_is_no_OEM_issues_no_servers()
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("plain.json", Workbench.GlobexDraft);
        bench.Issue("plain.json", "plain.lic", "--holder", "initech.pub.pem");
        var ran = bench.Json("issue", "--issuer", "plain.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic");

        Assert.Equal((1, "LK3007"), (ran.Exit, ran.Code));
    }

    [Theory]
    [InlineData("acme/root.key.pem", "LK4002")]
    [InlineData("acme/root.pub.pem", "LK1008")]
    public void The_key_must_be_the_private_one_of_the_issuers_holder(string key, string code)
    {
        using var bench = new Workbench().WithAcme();
        var ran = bench.Json("issue", "--issuer", "acme/master.lic", "--key", key, "--draft", "initech.json", "--out", "initech.lic");

        Assert.Equal((1, code), (ran.Exit, ran.Code));
    }

    [Fact]
    public void An_issuer_that_is_not_activated_cannot_issue()
    {
        using var bench = new Workbench().WithAcme();
        bench.Issue("initech.json", "initech.lic");
        var ran = bench.Json("issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic");

        Assert.Equal((1, "LK3009"), (ran.Exit, ran.Code));
    }

    [Theory]
    [InlineData("""{ "client": "Initech", "duration": "P1Y", "seats": { "developer": 1 } }""", "LK7002")]
    [InlineData("""{ "client": "Initech", "parentUrl": "https://a.example", "duration": "P1Y", "seats": { "developer": 1 }, "colour": 1 }""", "LK7001")]
    [InlineData("""{ "client": "Initech", "parentUrl": "https://a.example", "seats": { "developer": 1 } }""", "LK7002")]
    [InlineData("""{ "client": "Initech", "parentUrl": "https://a.example", "duration": "P1Y", "seats": { "developer": 1 }, "suppressPings": true }""", "LK7008")]
    [InlineData("""{ "client": "Ini""", "LK7001")]
    [InlineData("", "LK7001")]
    public void A_bad_draft_is_refused(string draft, string code)
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("bad.json", draft);

        var ran = bench.Issue("bad.json", "initech.lic");

        Assert.Equal((1, code), (ran.Exit, ran.Code));
    }

    [Fact]
    public void A_draft_that_is_not_UTF_8_is_refused()
    {
        using var bench = new Workbench().WithAcme();
        bench.WriteBytes("bad.json", [.. "{\"client\":\""u8, 0xff, 0xfe, .. "\"}"u8]);

        Assert.Equal((1, "LK7001"), (bench.Issue("bad.json", "initech.lic").Exit, bench.Issue("bad.json", "initech.lic").Code));
    }

    [Fact]
    public void A_mistyped_code_and_a_bad_request_are_refused()
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("request.json", "{}");
        bench.Run("request", "--key", "initech.key.pem", "--product", "other.product", "--out", "other.json");

        Assert.Equal("LK1009", bench.Issue("initech.json", "initech.lic", "--code", "1AAAA-BBBBB").Code);
        Assert.Equal("LK4006", bench.Issue("initech.json", "initech.lic", "--request", "request.json").Code);
        Assert.Equal("LK3002", bench.Issue("initech.json", "initech.lic", "--request", "other.json").Code);
    }

    [Fact]
    public void An_issuers_file_is_checked_down_from_the_root_where_one_is_given()
    {
        using var bench = new Workbench().WithInitech();
        bench.Run("init", "--product", "acme.robot", "--client", "Mallory", "--out", "mallory");
        string[] issue = ["issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic"];

        Assert.Equal("LK1006", bench.Json([.. issue, "--root", "mallory/root.pub.pem"]).Code);
        Assert.Equal(0, bench.Json([.. issue, "--root", "acme/root.pub.pem"]).Exit);
    }

    [Fact]
    public void A_version_is_replaced_only_by_its_own_issuer()
    {
        using var bench = new Workbench().WithInitech();
        bench.Json("issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic");

        Assert.Equal("LK3001", bench.Issue("globex.json", "globex.lic", "--replaces", "globex.lic").Code);
    }

    [Fact]
    public void Nothing_that_exists_is_overwritten()
    {
        using var bench = new Workbench().WithInitech();
        var before = Directory.GetFiles(bench["acme"]).ToDictionary(f => f, File.ReadAllText);
        File.Delete(bench["acme/root.key.pem"]);

        Ran[] all =
        [
            bench.Json("init", "--product", "acme.robot", "--client", "Acme", "--out", "acme"),
            bench.Json("key", "new", "--out", "initech.key.pem"),
            bench.Json("request", "--key", "initech.key.pem", "--product", "acme.robot", "--out", "initech.request.json"),
            bench.Issue("initech.json", "initech.lic"),
            bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "initech.lic"),
        ];

        Assert.All(all, r => Assert.Equal((1, "LK8011"), (r.Exit, r.Code)));
        Assert.False(File.Exists(bench["acme/root.key.pem"]));
        Assert.All(Directory.GetFiles(bench["acme"]), f => Assert.Equal(before[f], File.ReadAllText(f)));
    }

    [Fact]
    public void Of_several_files_each_has_its_entry_and_the_highest_exit_code_counts()
    {
        using var bench = new Workbench().WithInitech();
        bench.Write("garbage.lic", "garbage");
        bench.WriteBytes("large.lic", new byte[300 * 1024]);
        bench.WriteBytes("utf8.lic", [0x7b, 0xff, 0xfe, 0x7d]);
        bench.Write("xml.lic", "<license/>");
        var refused = bench.Json("verify", "initech.lic", "garbage.lic", "large.lic", "utf8.lic", "xml.lic", "--root", "acme/root.pub.pem");
        var missing = bench.Json("verify", "initech.lic", "missing.lic", "garbage.lic", "--root", "acme/root.pub.pem");

        Assert.Equal((1, 2), (refused.Exit, missing.Exit));
        Assert.Equal([null, "LK1002", "LK1001", "LK1002", "LK1021"], Codes(refused));
        Assert.Equal([null, "LK8005", "LK1002"], Codes(missing));
        Assert.Equal(["jws", null, null, "jws", "xml"], refused.Document.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("format").GetString()));
    }

    [Fact]
    public void A_refused_file_has_every_member_and_no_license()
    {
        using var bench = new Workbench().WithInitech();
        var text = File.ReadAllText(bench["initech.lic"]);
        bench.Write("forged.lic", text.Replace(text[^20], text[^20] == 'A' ? 'B' : 'A'));
        var entry = bench.Verify("forged.lic");

        Assert.False(entry.GetProperty("accepted").GetBoolean());
        Assert.Equal(Members, entry.GetProperty("fault").EnumerateObject().Select(m => m.Name));
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("license").ValueKind);
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("effective").ValueKind);
    }

    [Fact]
    public void Another_product_and_another_root_are_refused()
    {
        using var bench = new Workbench().WithInitech();
        bench.Run("init", "--product", "acme.robot", "--client", "Mallory", "--out", "mallory");

        Assert.Equal(["LK3002"], Codes(bench.Json("verify", "initech.lic", "--root", "acme/root.pub.pem", "--product", "acme.plotter")));
        Assert.Equal(["LK1006"], Codes(bench.Json("verify", "initech.lic", "--root", "mallory/root.pub.pem")));
        Assert.Equal([null], Codes(bench.Json("verify", "initech.lic", "--root", "mallory/root.pub.pem", "--root", "acme/root.pub.pem")));
    }

    [Theory]
    [InlineData("garbage.lic", 1, "LK1008")]
    [InlineData("missing.pem", 2, "LK8005")]
    public void A_root_that_is_no_key_refuses_every_file(string root, int exit, string code)
    {
        using var bench = new Workbench().WithInitech();
        bench.Write("garbage.lic", "garbage");
        var ran = bench.Json("verify", "initech.lic", "acme/master.lic", "--root", root);

        Assert.Equal(exit, ran.Exit);
        Assert.Equal([code, code], Codes(ran));
    }

    [Fact]
    public void Inspect_and_session_license_name_what_they_cannot_use()
    {
        using var bench = new Workbench().WithInitech();
        bench.WriteBytes("utf8.lic", [0x7b, 0xff, 0x7d]);
        bench.Write("nojws.lic", """{"lk":"license-bundle/1","chain":["a.b.c"]}""");
        bench.Write("nourl.json", """{ "client": "QA team", "duration": "P30D", "seats": { "developer": 2 } }""");
        bench.Write("long.json", Workbench.QaDraft.Replace("P30D", "P91D"));

        Assert.Equal("LK1002", bench.Json("inspect", "utf8.lic").Code);
        Assert.Equal("LK1004", bench.Json("inspect", "nojws.lic").Code);
        Assert.Equal((2, "LK8005"), (bench.Json("inspect", "missing.lic").Exit, bench.Json("inspect", "missing.lic").Code));
        Assert.Equal("LK7002", bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "nourl.json", "--out", "qa.lic").Code);
        Assert.Equal("LK3004", bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "long.json", "--out", "qa.lic").Code);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("verify")]
    [InlineData("verify a.lic --root b.pem --colour")]
    [InlineData("verify a.lic --root b.pem --at yesterday")]
    [InlineData("verify a.lic --root b.pem --at 2026-12-24T18:00:00")]
    [InlineData("init --product acme.robot --client Acme --out acme --seats developer")]
    [InlineData("init --product acme.robot --client Acme --out acme --seats developer=-1")]
    [InlineData("init --product ü --client Acme --out acme")]
    [InlineData("issue --draft d.json --out a.lic")]
    [InlineData("issue --issuer a.lic --draft d.json --out b.lic")]
    [InlineData("issue --root-key a.pem --draft d.json --out b.lic")]
    [InlineData("issue --root-key a.pem --product p --out b.lic")]
    [InlineData("issue --root-key a.pem --product p --draft d.json --out b.lic --code x --holder y.pem")]
    [InlineData("issue --root-key a.pem --product p --draft d.json --out b.lic --state paused")]
    [InlineData("key new --out= --pub x.pem")]
    [InlineData("key")]
    public void A_wrong_command_line_is_2_and_still_JSON(string line)
    {
        using var bench = new Workbench();
        string[] args = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ran = bench.Json(args);

        Assert.Equal((2, "LK8007", ""), (ran.Exit, ran.Code, ran.Error));
        Assert.Equal(2, bench.Run(args).Exit);
        Assert.Equal("", bench.Run(args).Output);
    }

    [Fact]
    public void What_a_file_says_cannot_move_the_cursor()
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("odd.json", Workbench.InitechDraft.Replace("\"oem\": 1", "\"oem\": 1, \"ext\": { \"note\": \"\\u001b[31m[red]x[/]\\u202e\" }"));
        var refused = bench.Issue("odd.json", "odd.lic");
        bench.Write("seen.json", Workbench.InitechDraft.Replace("\"oem\": 1", "\"oem\": 1, \"ext\": { \"note\": \"[red]x[/]\\u0378\" }"));
        bench.Issue("seen.json", "seen.lic");
        var shown = bench.Run("inspect", "seen.lic").Output;

        Assert.Equal(1, refused.Exit);
        Assert.DoesNotContain('\u001b', refused.Error + refused.Output);
        Assert.DoesNotContain('\u202e', refused.Error + refused.Output);
        Assert.DoesNotContain('\u0378', shown);
        Assert.Contains("[red]x[/]", shown, StringComparison.Ordinal);
        Assert.True(Ascii.IsValid(bench.Json("inspect", "seen.lic").Output));
    }

    [Fact]
    public void No_output_holds_a_private_key()
    {
        using var bench = new Workbench();
        var all = bench.Run("init", "--product", "p", "--client", "c", "--out", "acme").Output + bench.Json("key", "new", "--out", "k.pem").Output
            + bench.Json("request", "--key", "k.pem", "--product", "p", "--out", "r.json").Output;

        foreach (var file in new[] { "acme/root.key.pem", "acme/master.key.pem", "k.pem" })
        {
            Assert.DoesNotContain(File.ReadAllLines(bench[file])[1], all, StringComparison.Ordinal);
        }
    }

    private static string?[] Codes(Ran ran) =>
        [.. ran.Document.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("fault") is { ValueKind: JsonValueKind.Object } fault ? fault.GetProperty("code").GetString() : null)];
}
