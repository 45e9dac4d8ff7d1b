namespace LicenseKit.Cli.Tests;

/// <summary>The stored time of a stopped server, on 2026-09-01 unless said.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset NextYear = new(2027, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_time_that_is_right_is_shown_so()
    {
        using var bench = new Workbench().WithAcme();
        var ran = bench.Run("clock", "--data", await StoppedMaster.MakeAsync(bench));

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.Contains("difference  none", ran.Output, StringComparison.Ordinal);
        Assert.Contains("nothing is dated after the machine's clock", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--set", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_is_ahead_is_shown_with_what_is_dated_so_and_is_set()
    {
        using var bench = new Workbench().WithAcme();
        var folder = await StoppedMaster.MakeAsync(bench, NextYear);

        var shown = bench.Run("clock", "--data", folder);
        var set = bench.Json("clock", "--data", folder, "--set", "now");
        var after = bench.Json("clock", "--data", folder);

        Assert.Contains("the server is P365D ahead", shown.Output, StringComparison.Ordinal);
        Assert.Contains("1 license is dated after the machine's clock", shown.Output, StringComparison.Ordinal);
        Assert.Equal((0, 1, "2026-09-01T00:00:00Z"), (set.Exit, set.Document.GetProperty("signedAgain").GetInt32(), set.Document.GetProperty("floor").GetString()));
        Assert.Equal((0L, 0), (after.Document.GetProperty("ahead").GetInt64(), after.Document.GetProperty("datedAhead").GetInt32()));
    }

    [Fact]
    public async Task An_encrypted_key_is_opened_to_set_and_not_to_show()
    {
        using var bench = new Workbench().WithAcme();
        var folder = await StoppedMaster.MakeAsync(bench, NextYear);
        bench.RunWithNext(null, "secret", "key", "passphrase", Path.Combine(folder, "installation.key.pem"));

        Assert.Equal(0, bench.Run("clock", "--data", folder).Exit);
        Assert.Equal("LK8014", bench.Json("clock", "--data", folder, "--set", "now").Code);
        Assert.Equal(0, bench.RunWith("secret", "clock", "--data", folder, "--set", "now").Exit);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2026-13-01")]
    public async Task What_is_no_instant_is_a_wrong_command_line(string instant)
    {
        using var bench = new Workbench().WithAcme();
        Assert.Equal(2, bench.Run("clock", "--data", await StoppedMaster.MakeAsync(bench), "--set", instant).Exit);
    }

    [Fact]
    public async Task An_instant_may_be_five_minutes_ahead_of_the_clock_and_no_more()
    {
        using var bench = new Workbench().WithAcme();
        var folder = await StoppedMaster.MakeAsync(bench);

        Assert.Equal("LK5010", bench.Json("clock", "--data", folder, "--set", "2026-09-01T00:05:01Z").Code);
        Assert.Equal(0, bench.Run("clock", "--data", folder, "--set", "2026-09-01T00:05:00Z").Exit);
    }

    [Fact]
    public async Task No_instant_stands_in_for_the_clock_that_the_time_is_compared_with()
    {
        using var bench = new Workbench().WithAcme();
        var folder = await StoppedMaster.MakeAsync(bench);

        Assert.Equal("LK5010", bench.Json("clock", "--data", folder, "--set", "now", "--at", "2030-01-01").Code);
        Assert.Equal("LK5010", bench.Json("clock", "--data", folder, "--at", "2030-01-01").Code);
    }

    [Fact]
    public void A_folder_without_a_server_cannot_be_opened_and_nothing_is_made_in_it()
    {
        using var bench = new Workbench().WithAcme();
        var before = Directory.GetFiles(bench["acme"]);

        Assert.Equal(2, bench.Run("clock", "--data", bench["nowhere"]).Exit);
        Assert.Equal((2, "LK8005"), (bench.Json("clock", "--data", bench["acme"]).Exit, bench.Json("clock", "--data", bench["acme"]).Code));

        Assert.Equal(before, Directory.GetFiles(bench["acme"]));
        Assert.False(Directory.Exists(bench["nowhere"]));
    }
}
