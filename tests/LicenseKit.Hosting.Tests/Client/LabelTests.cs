using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>What operators see of the app that holds a seat.</summary>
public sealed class LabelTests : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private Portal _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await Portal.StartAsync(_clock, _temp.In("server"), Acme.Master(_temp, _temp.In("server"), Acme.Seats(5)));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task Operators_see_the_machine_and_the_version_of_an_app_and_its_user_only_if_it_says_so()
    {
        var labels = await LabelsAsync(o => o);

        Assert.Equal(Environment.MachineName, labels["host"]);
        Assert.NotEmpty(labels["version"]);
        Assert.False(labels.ContainsKey("user"));
        Assert.Equal(Environment.UserName, (await LabelsAsync(o => o.WithUserName()))["user"]);
    }

    [Fact]
    public async Task An_app_sets_labels_of_its_own_or_none()
    {
        var labels = await LabelsAsync(o => o.WithLabel("site", "Werk Süd, Halle 3").WithLabel("host", "cell-7"));

        Assert.Equal(("Werk Süd, Halle 3", "cell-7"), (labels["site"], labels["host"]));
        Assert.Empty(await LabelsAsync(o => o.WithoutLabels()));
    }

    [Fact]
    public async Task A_seat_in_the_servers_own_process_has_labels_too()
    {
        await using var session = (await _server.Licensing.AcquireAsync("developer", Ct)).Session!;

        Assert.Equal(Environment.MachineName, Assert.Single(await _server.Server.ListSessionsAsync()).Labels["host"]);
    }

    [Fact]
    public async Task Labels_that_a_server_would_refuse_are_wrong_options()
    {
        var refused = await Assert.ThrowsAsync<LicenseFaultException>(() =>
            Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsClient().WithLabel("two words", "x"), _clock, Ct));

        Assert.Contains("Labels have the name 'two words'", refused.Fault.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyDictionary<string, string>> LabelsAsync(Func<LicenseKitBuilder, LicenseKitBuilder> configure)
    {
        var team = (await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(change: d => (d.Client, d.ServerUrl) = (Guid.NewGuid().ToString("N"), _server.Url)), "Ann", Ct)).Good();
        var file = _temp.Write($"{team.Id}.lic", _server.Issuer.File(team.Id)!);
        await using var app = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => configure(o.AsClient(file).WithDataFolder(_temp.In("app"))), _clock, Ct);
        await using var session = (await app.AcquireAsync("developer", Ct)).Session!;
        return (await _server.Server.ListSessionsAsync()).Single(s => s.License == team.Id).Labels;
    }
}
