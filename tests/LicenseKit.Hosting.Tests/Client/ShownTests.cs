using System.Collections.Concurrent;
using LicenseKit.Chains;
using LicenseKit.Issuing;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>What an app can show of its licensing, and when it hears of changes.</summary>
public sealed class ShownTests : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private Portal _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateTimeOffset VisionEnds => Acme.Start.AddHours(1);

    public async ValueTask InitializeAsync() => _server = await Portal.StartAsync(new FakeTimeProvider(Acme.Start), _temp.In("server"), Acme.Master(_temp, _temp.In("server"), Acme.Seats(5)));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public async Task An_app_shows_its_license_with_the_next_change_and_its_features_with_end_and_limit()
    {
        await using var app = await OpenAsync();

        Assert.Equal(("Team", Acme.Product, Acme.Start.AddDays(30), VisionEnds), (app.License!.Client, app.License.Product, app.License.Expires, app.License.NextChange));
        Assert.Equal((VisionEnds, 3), (app.Features["vision"].Ends, app.Features["vision"].Limit));
        await using var session = (await app.AcquireAsync("developer", Ct)).Session!;
        Assert.Equal((VisionEnds, 3), (session.Features["vision"].Ends, session.Features["vision"].Limit));
        Assert.Equal(Acme.Start.AddMinutes(10), session.LeaseEnds);

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(app.Features);
        Assert.Equal(Acme.Start.AddDays(30), app.License.NextChange);
    }

    [Fact]
    public void An_app_with_the_server_inside_shows_the_servers_license()
    {
        var licensing = _server.Licensing;

        Assert.Equal(("Acme", Acme.Product, null), (licensing.License!.Client, licensing.License.Product, licensing.License.Expires));
        Assert.Equal((null, null), (licensing.Features["vision"].Ends, licensing.Features["vision"].Limit));
    }

    [Fact]
    public async Task A_feature_that_is_not_licensed_is_another_fault_than_one_that_has_no_effect_now()
    {
        await using var app = await OpenAsync();

        Assert.Equal(3, app.FindFeature("vision").Value!.Limit);
        Assert.Equal(FaultCode.FeatureNotLicensed, app.FindFeature("export.pdf").Fault!.Code);

        _clock.Advance(TimeSpan.FromHours(1));
        var ended = app.FindFeature("vision").Fault!;
        Assert.Equal((FaultCode.Expired, true), (ended.Code, ended.Message.Contains("vision", StringComparison.Ordinal)));

        _clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(FaultCode.Expired, app.FindFeature("vision").Fault!.Code);
        Assert.Contains("Session license", app.FindFeature("vision").Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_raised_once_to_every_handler_and_not_without_a_change()
    {
        await using var app = await OpenAsync();
        var changes = new ConcurrentQueue<LicensingChangedEventArgs>();
        app.Changed += (_, _) => throw new InvalidOperationException("A handler that is broken.");
        app.Changed += (_, change) => changes.Enqueue(change);
        app.Changed += (_, _) => Assert.NotNull(app.License); // no lock is held

        Seconds(10);
        Assert.Empty(changes);
        _clock.Advance(VisionEnds - _clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        Seconds(10);

        var change = Assert.Single(changes);
        Assert.Equal((Standing.Good, 0, Acme.Start.AddDays(30)), (change.Standing.Standing, change.Features.Count, change.License!.NextChange));
        _clock.Advance(TimeSpan.FromDays(30));
        Seconds(3);
        Assert.Equal((2, Standing.Expired), (changes.Count, changes.Last().Standing.Standing));
    }

    [Fact]
    public async Task A_handler_that_was_removed_and_an_app_that_was_closed_hear_nothing()
    {
        var app = await OpenAsync();
        var heard = 0;
        void Hear(object? sender, LicensingChangedEventArgs change) => heard++;
        app.Changed += Hear;
        app.Changed -= Hear;
        _clock.Advance(TimeSpan.FromHours(2));
        Seconds(2);
        app.Changed += Hear;
        await app.DisposeAsync();
        _clock.Advance(TimeSpan.FromDays(40));
        Seconds(2);

        Assert.Equal(0, heard);
    }

    [Fact]
    public async Task A_suspension_reaches_the_user_interface_of_a_child()
    {
        await using var scene = new Scene();
        var parent = await scene.MasterAsync();
        var (child, license) = await scene.ActivatedChildAsync(parent);
        var changes = new ConcurrentQueue<LicensingChangedEventArgs>();
        child.Licensing.Changed += (_, change) => changes.Enqueue(change);

        await parent.Issuer.SuspendAsync(license, "unpaid", "Ann", cancellationToken: Ct);
        await scene.UntilAsync(() => changes.Any(c => c.Standing.Standing == Standing.Suspended));

        Assert.Equal((Standing.Suspended, "Initech"), (changes.Last().Standing.Standing, changes.Last().License!.Client));
    }

    private void Seconds(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<Licensing> OpenAsync()
    {
        var team = (await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(change: d =>
        {
            d.ServerUrl = _server.Url;
            d.Features["vision"] = new(VisionEnds.ToUnixTimeSeconds(), 3);
        }), "Ann", Ct)).Good();
        var file = _temp.Write($"{team.Id}.lic", _server.Issuer.File(team.Id)!);
        return await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsClient(file), _clock, Ct);
    }
}
