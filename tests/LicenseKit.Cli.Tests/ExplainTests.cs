using System.Text;
using System.Text.Json;

namespace LicenseKit.Cli.Tests;

public sealed class ExplainTests
{
    private const string Root = "acme/root.pub.pem";

    [Theory]
    [InlineData("2026-12-19T23:59:59Z", 23, "base", "2026-12-20T00:00:00Z", 53)]
    [InlineData("2026-12-20", 53, "stage", "2027-01-05T00:00:00Z", 23)]
    [InlineData("2027-01-05", 23, "base", "2027-09-01T00:00:00Z", 0)]
    public void Explain_says_what_is_allowed_by_which_stage_and_what_comes_next(string at, long allowed, string from, string next, long then)
    {
        using var bench = new Workbench().WithInitech();
        var explained = bench.Json("explain", "initech.lic", "--root", Root, "--kind", "execution", "--at", at).Document;
        var leaf = explained.GetProperty("chain")[1];

        Assert.Equal(allowed, explained.GetProperty("allowed").GetInt64());
        Assert.Equal((from, true), (leaf.GetProperty("allows").GetProperty("from").GetString(), leaf.GetProperty("allows").GetProperty("limits").GetBoolean()));
        Assert.Equal([leaf.GetProperty("id").GetString()], explained.GetProperty("limitedBy").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal((next, then), (explained.GetProperty("next").GetProperty("at").GetString(), explained.GetProperty("next").GetProperty("allowed").GetInt64()));
    }

    [Fact]
    public void Explain_names_the_link_above_that_has_less()
    {
        using var bench = new Workbench().WithInitech();
        bench.Issue("globex.json", "unused.lic");
        bench.Write("less.json", Workbench.InitechDraft.Replace("\"developer\": 5", "\"developer\": 0").Replace("\"generic\": 3", "\"generic\": 1"));
        bench.Json("issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic");
        bench.Issue("less.json", "initech.2.lic", "--replaces", "initech.lic");
        bench.Splice("globex.lic", "initech.2.lic", "newer.lic");
        var ran = bench.Run("explain", "newer.lic", "--root", Root, "--kind", "developer");

        Assert.Contains("developer at 2026-09-01: 1 seat", ran.Output, StringComparison.Ordinal);
        Assert.Contains("limited by  'Initech', base", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_names_a_suspended_link_and_the_remedy()
    {
        using var bench = new Workbench().WithInitech();
        bench.Issue("initech.json", "initech.2.lic", "--replaces", "initech.lic", "--state", "suspended");
        var explained = bench.Json("explain", "initech.2.lic", "--root", Root, "--kind", "developer").Document;

        Assert.Equal(0, explained.GetProperty("allowed").GetInt64());
        Assert.Equal("LK6002", explained.GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.Equal("Ask its issuer to resume it.", explained.GetProperty("problems")[0].GetProperty("remedy").GetString());
        Assert.Equal("suspended", explained.GetProperty("chain")[1].GetProperty("mark").GetString());
    }

    [Fact]
    public void Explain_counts_the_session_license_at_the_end_of_an_apps_file()
    {
        using var bench = new Workbench().WithInitech();
        bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.lic");
        var during = bench.Json("explain", "qa.lic", "--root", Root, "--kind", "developer", "--at", "2026-09-30T23:59:59Z").Document;
        var after = bench.Json("explain", "qa.lic", "--root", Root, "--kind", "developer", "--at", "2026-10-01").Document;

        Assert.Equal((2, 0), (during.GetProperty("allowed").GetInt64(), after.GetProperty("allowed").GetInt64()));
        Assert.Equal("LK6004", after.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("2026-10-30", "good", 2)]
    [InlineData("2026-10-31", "grace", 2)]
    [InlineData("2026-11-10", "expired", 0)]
    public void A_session_license_that_ends_with_its_server_lasts_through_the_servers_grace(string at, string mark, long allowed)
    {
        using var bench = new Workbench().WithInitech();
        bench.Write("short.json", Workbench.InitechDraft.Replace("\"P1Y\"", "\"P60D\", \"grace\": \"P10D\""));
        bench.Write("asIssuer.json", Workbench.QaDraft.Replace("\"P30D\"", "\"issuer\""));
        bench.Issue("short.json", "initech.2.lic", "--replaces", "initech.lic");
        bench.Json("session-license", "--issuer", "initech.2.lic", "--key", "initech.key.pem", "--draft", "asIssuer.json", "--out", "qa.lic");
        var explained = bench.Json("explain", "qa.lic", "--root", Root, "--kind", "developer", "--at", at).Document;

        Assert.Equal((mark, allowed), (explained.GetProperty("chain")[2].GetProperty("mark").GetString(), explained.GetProperty("allowed").GetInt64()));
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("Developer")]
    public void Explain_asks_for_a_kind(string kind)
    {
        using var bench = new Workbench().WithInitech();
        Assert.Equal((2, "LK8007"), (bench.Json("explain", "initech.lic", "--root", Root, "--kind", kind).Exit, bench.Json("explain", "initech.lic", "--root", Root, "--kind", kind).Code));
    }

    [Fact]
    public void A_timeline_is_the_array_of_its_segments()
    {
        using var bench = new Workbench().WithInitech();
        var segments = bench.Json("timeline", "initech.lic", "--root", Root).Document.EnumerateArray().ToArray();

        Assert.Equal(
            ["2026-09-01T00:00:00Z 20 23", "2026-12-20T00:00:00Z 50 53", "2027-01-05T00:00:00Z 20 23"],
            segments.Select(s => $"{s.GetProperty("from").GetString()} {s.GetProperty("seats").GetProperty("execution").GetInt64()} {s.GetProperty("most").GetProperty("execution").GetInt64()}"));
        Assert.Equal("2027-09-01T00:00:00Z", segments[^1].GetProperty("to").GetString());
        Assert.All(segments.Zip(segments.Skip(1)), p => Assert.Equal(p.First.GetProperty("to").GetString(), p.Second.GetProperty("from").GetString()));
    }

    [Fact]
    public void A_timeline_is_zero_outside_the_license_and_begins_and_ends_where_it_is_told()
    {
        using var bench = new Workbench().WithInitech();
        var segments = bench.Json("timeline", "initech.lic", "--root", Root, "--from", "2026-08-01", "--to", "2026-10-01").Document.EnumerateArray().ToArray();

        Assert.Equal(["2026-08-01T00:00:00Z 0", "2026-09-01T00:00:00Z 5"], segments.Select(s => $"{s.GetProperty("from").GetString()} {s.GetProperty("seats").GetProperty("developer").GetInt64()}"));
        Assert.Equal("2026-10-01T00:00:00Z", segments[^1].GetProperty("to").GetString());
        Assert.Equal((2, "LK8007"), (bench.Json("timeline", "initech.lic", "--root", Root, "--from", "2026-08-01", "--to", "2026-08-01").Exit,
            bench.Json("timeline", "initech.lic", "--root", Root, "--from", "2026-08-01", "--to", "2026-08-01").Code));
    }

    [Theory]
    [InlineData("timeline")]
    [InlineData("verify")]
    public void The_standing_of_an_apps_file_is_said_to_be_that_of_the_server_license(string verb)
    {
        using var bench = new Workbench().WithInitech();
        bench.Json("session-license", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "qa.json", "--out", "qa.lic");

        Assert.Contains("  standing    server license 'Initech': good", bench.Run(verb, "qa.lic", "--root", Root, "--at", "2026-10-01").Output, StringComparison.Ordinal);
        Assert.Contains("  standing    good", bench.Run(verb, "initech.lic", "--root", Root).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_of_a_day_is_seen_in_the_picture_of_a_year()
    {
        using var bench = new Workbench().WithAcme();
        bench.Write("day.json", Workbench.InitechDraft.Replace("2027-01-05T", "2026-12-21T"));
        bench.Issue("day.json", "day.lic");
        var bar = bench.Run("timeline", "day.lic", "--root", Root).Output.Split('\n').Single(l => l.StartsWith("  execution ", StringComparison.Ordinal) && l.Contains('|', StringComparison.Ordinal));

        Assert.Equal(1, bar.Count(c => c == '#'));
        Assert.True(Ascii.IsValid(bar));
    }

    [Fact]
    public void Blocks_are_drawn_where_the_output_is_UTF_8()
    {
        using var bench = new Workbench().WithInitech();
        using var utf8 = new StreamWriter(new MemoryStream(), new UTF8Encoding(false));
        CommandLine.Run(["timeline", bench["initech.lic"], "--root", bench[Root]], utf8, TextWriter.Null, TimeProvider.System);
        utf8.Flush();
        var output = Encoding.UTF8.GetString(((MemoryStream)utf8.BaseStream).ToArray());

        Assert.Contains("\u2514\u2500 'Initech'", output, StringComparison.Ordinal);
        Assert.Contains("\u2588", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void The_first_wrong_link_is_shown_between_good_ones_and_those_that_nobody_asked()
    {
        using var bench = new Workbench().WithInitech();
        bench.Json("issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic");
        bench.Forge("globex.lic", 1, "forged.lic");
        var ran = bench.Json("verify", "forged.lic", "--root", Root);

        Assert.Equal(1, ran.Exit);
        Assert.Equal(["good", "refused", "not-verified"], Marks(ran.Document.GetProperty("files")[0]));
        Assert.Equal(["good", "refused", "not-verified"], Marks(bench.Json("inspect", "forged.lic", "--root", Root).Document));
        Assert.Equal(["not-verified", "not-verified", "not-verified"], Marks(bench.Json("inspect", "forged.lic").Document));
        Assert.Equal(["good", "good", "not-activated"], Marks(bench.Verify("globex.lic")));
    }

    [Fact]
    public void Another_holder_is_the_fault_of_the_last_link()
    {
        using var bench = new Workbench().WithInitech();
        bench.Run("key", "new", "--out", "other.key.pem", "--pub", "other.pub.pem");

        Assert.Equal(["good", "refused"], Marks(bench.Verify("initech.lic", "--holder", "other.pub.pem")));
    }

    [Fact]
    public void Many_files_keep_their_order_and_the_highest_exit_code()
    {
        using var bench = new Workbench().WithInitech();
        string[] files = [.. Enumerable.Range(0, 200).Select(i => i % 7 == 3 ? $"missing{i}.lic" : i % 2 == 0 ? "initech.lic" : "acme/master.lic")];
        var ran = bench.Json(["verify", .. files, "--root", Root]);
        var text = bench.Run(["verify", .. files, "--root", Root]);

        Assert.Equal((2, 2), (ran.Exit, text.Exit));
        Assert.Equal(files.Select(f => bench[f]), ran.Document.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("file").GetString()));
        Assert.Equal(files.Select(f => bench[f]), text.Output.Split('\n').Where(l => l.EndsWith(": accepted", StringComparison.Ordinal) || l.EndsWith(": cannot be opened", StringComparison.Ordinal)).Select(l => l[..l.LastIndexOf(':')]));
    }

    [Fact]
    public void Nothing_is_wider_than_80_columns_but_paths_and_words_that_are()
    {
        using var bench = new Workbench().WithInitech();
        bench.Json("issue", "--issuer", "initech.lic", "--key", "initech.key.pem", "--draft", "globex.json", "--out", "globex.lic");
        bench.Issue("initech.json", "initech.2.lic", "--replaces", "initech.lic", "--state", "suspended");
        bench.Forge("globex.lic", 1, "forged.lic");
        Ran[] all =
        [
            bench.Run("verify", "globex.lic", "forged.lic", "initech.2.lic", "--root", Root), bench.Run("inspect", "globex.lic", "--root", Root), bench.Run("inspect", "forged.lic", "--root", Root),
            bench.Run("explain", "globex.lic", "--root", Root, "--kind", "execution"), bench.Run("timeline", "globex.lic", "--root", Root), bench.Run("timeline", "acme/master.lic", "--root", Root),
            bench.Run("diff", "initech.lic", "globex.lic"), bench.Run("diff", "initech.lic", "initech.2.lic", "--root", Root),
        ];

        foreach (var line in all.SelectMany(r => (r.Output + r.Error).Split('\n')))
        {
            Assert.True(line.Length <= 80 || line.Contains(Path.GetDirectoryName(bench["x"])!, StringComparison.Ordinal), line);
            Assert.DoesNotContain('\u001b', line);
        }
    }

    private static string?[] Marks(JsonElement element) => [.. element.GetProperty("chain").EnumerateArray().Select(l => l.GetProperty("mark").GetString())];
}
