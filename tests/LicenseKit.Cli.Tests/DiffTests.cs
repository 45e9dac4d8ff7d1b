namespace LicenseKit.Cli.Tests;

public sealed class DiffTests
{
    [Fact]
    public void Two_versions_differ_in_what_was_changed_and_nothing_else()
    {
        using var bench = new Workbench().WithInitech();
        bench.Write("more.json", Workbench.InitechDraft.Replace("\"developer\": 5", "\"developer\": 6"));
        bench.Issue("more.json", "initech.2.lic", "--replaces", "initech.lic");
        var ran = bench.Json("diff", "initech.lic", "initech.2.lic", "--root", "acme/root.pub.pem").Document;
        var links = ran.GetProperty("links");

        Assert.Equal((true, false, true), (ran.GetProperty("verified").GetBoolean(), ran.GetProperty("same").GetBoolean(), ran.GetProperty("sameLicense").GetBoolean()));
        Assert.Equal(["same", "changed"], links.EnumerateArray().Select(l => l.GetProperty("mark").GetString()));
        Assert.Equal(["serial 1 2", "seats.developer 5 6"], links[1].GetProperty("changes").EnumerateArray().Take(2)
            .Select(c => $"{c.GetProperty("field").GetString()} {c.GetProperty("from").GetInt64()} {c.GetProperty("to").GetInt64()}"));
        Assert.Equal("stage", links[1].GetProperty("changes")[2].GetProperty("field").GetString());
        Assert.Equal(3, links[1].GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public void Different_licenses_are_said_first_and_the_same_file_has_no_difference()
    {
        using var bench = new Workbench().WithInitech();
        bench.Issue("globex.json", "globex.lic");

        Assert.StartsWith("Different licenses: 'Initech'", bench.Run("diff", "initech.lic", "globex.lic").Output, StringComparison.Ordinal);
        Assert.EndsWith("No difference.\n", bench.Run("diff", "initech.lic", "initech.lic").Output, StringComparison.Ordinal);
        Assert.Contains("not verified", bench.Run("diff", "initech.lic", "initech.lic").Output, StringComparison.Ordinal);
        Assert.Equal((2, "LK8005"), (bench.Json("diff", "initech.lic", "missing.lic").Exit, bench.Json("diff", "initech.lic", "missing.lic").Code));
        Assert.Equal((1, "LK1002"), (bench.Json("diff", "initech.json", "initech.lic").Exit, bench.Json("diff", "initech.json", "initech.lic").Code));
    }
}
