using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Signing;
using LicenseKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Start;

/// <summary>License files that are missing, damaged or foreign, and licenses that an app's user brings later.</summary>
public sealed class UnusableFileTests : IAsyncLifetime
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

    public static TheoryData<string, FaultCode> Unusable => new()
    {
        { "missing", FaultCode.FileUnreadable },
        { "folder", FaultCode.FileUnreadable },
        { "empty", FaultCode.NotABundle },
        { "garbage", FaultCode.NotABundle },
        { "huge", FaultCode.TooLarge },
        { "foreign", FaultCode.UntrustedRoot },
    };

    [Theory, MemberData(nameof(Unusable))]
    public async Task A_child_with_a_file_that_cannot_be_used_starts_unlicensed_and_its_standing_names_the_file(string what, FaultCode code)
    {
        var file = Make(what);
        await using var app = await OpenAsync(o => o.AsChild(file).WithDataFolder(_temp.In("data")).UseSqlite());

        var fault = app.Standing.Fault!;
        Assert.Equal((Standing.None, code), (app.Standing.Standing, fault.Code));
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        Assert.Null(app.License);
        Assert.False(app.Allows("vision"));
        Assert.Same(fault, app.FindFeature("vision").Fault);
        Assert.Same(fault, (await app.AcquireAsync("developer", Ct)).Fault);
        Assert.Same(fault, app.Server!.Problem);

        var master = Acme.Master(_temp, _temp.In("other"));
        var refused = await app.ApplyAsync(await File.ReadAllBytesAsync(master, Ct), cancellationToken: Ct);
        Assert.Equal(FaultCode.BoundElsewhere, refused.Fault!.Code); // made for another installation
        Assert.Same(fault, app.Standing.Fault);
    }

    [Theory, MemberData(nameof(Unusable))]
    public async Task A_client_with_a_file_that_cannot_be_used_starts_unlicensed_and_its_standing_names_the_file(string what, FaultCode code)
    {
        var file = Make(what);
        await using var app = await OpenAsync(o => o.AsClient(file).WithDataFolder(_temp.In("data")));

        var fault = app.Standing.Fault!;
        Assert.Equal((Standing.None, code), (app.Standing.Standing, fault.Code));
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        Assert.Same(fault, (await app.AcquireAsync("developer", Ct)).Fault);
        Assert.Empty(app.Features);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("garbage")]
    [InlineData("foreign")]
    public async Task Who_requires_a_license_is_stopped_with_the_file_named(string what)
    {
        var file = Make(what);

        var child = await Assert.ThrowsAsync<LicenseFaultException>(() => OpenAsync(o => o.AsChild(file).WithDataFolder(_temp.In("data")).UseSqlite().RequireLicense()));
        var client = await Assert.ThrowsAsync<LicenseFaultException>(() => OpenAsync(o => o.AsClient(file).WithDataFolder(_temp.In("data")).RequireLicense()));
        var none = await Assert.ThrowsAsync<LicenseFaultException>(() => OpenAsync(o => o.AsClient().WithDataFolder(_temp.In("data")).RequireLicense()));

        Assert.Contains(file, child.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(file, client.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(FaultCode.NoLicenseHeld, none.Fault.Code);
    }

    [Fact]
    public async Task A_required_license_that_is_held_already_does_not_help_a_file_that_cannot_be_used()
    {
        var master = Acme.Master(_temp, _temp.In("data"));
        await using (await OpenAsync(o => o.AsChild(master).WithDataFolder(_temp.In("data")).UseSqlite()))
        {
        }

        await using (var held = await OpenAsync(o => o.AsChild().WithDataFolder(_temp.In("data")).UseSqlite().RequireLicense()))
        {
            Assert.Equal("good", held.Standing.Text);
        }

        await using (var kept = await OpenAsync(o => o.AsChild(Make("garbage")).WithDataFolder(_temp.In("data")).UseSqlite()))
        {
            Assert.Equal("good", kept.Standing.Text);
        }

        await Assert.ThrowsAsync<LicenseFaultException>(() => OpenAsync(o => o.AsChild(Make("garbage")).WithDataFolder(_temp.In("data")).UseSqlite().RequireLicense()));
    }

    [Fact]
    public async Task A_host_says_in_one_line_why_it_starts_unlicensed()
    {
        using var log = new LogBook();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddLicenseKit(Acme.Product, Acme.RootKey).AsClient(Make("garbage")).WithDataFolder(_temp.In("data"));
        using var host = builder.Build();

        await host.StartAsync(Ct);
        await host.StopAsync(Ct);

        Assert.Contains(Make("garbage"), Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_license_that_the_user_gives_later_is_in_effect_at_once_and_at_the_next_start()
    {
        await using (var app = await OpenAsync(o => o.AsChild(Make("missing")).WithDataFolder(_temp.In("data")).UseSqlite()))
        {
            Assert.True(SigningKey.TryFromPem(await File.ReadAllTextAsync(_temp.In("data", "installation.key.pem"), Ct), out var key));
            var file = Acme.Master(key.PublicKey, Acme.Seats(2));
            key.Dispose();

            Assert.Equal("Acme", (await app.ApplyAsync(file, cancellationToken: Ct)).Good().Client);
            Assert.NotNull((await app.AcquireAsync("developer", Ct)).Session);
        }

        await using var again = await OpenAsync(o => o.AsChild(Make("missing")).WithDataFolder(_temp.In("data")).UseSqlite());
        Assert.Equal("good", again.Standing.Text);
    }

    [Fact]
    public async Task A_session_license_that_the_user_gives_later_is_in_effect_at_once_and_at_the_next_start()
    {
        var team = await SessionLicenseAsync("Team");
        await using (var app = await OpenAsync(o => o.AsClient(Make("damaged")).WithDataFolder(_temp.In("data"))))
        {
            var changes = new List<Standing>();
            app.Changed += (_, change) => changes.Add(change.Standing.Standing);

            Assert.Equal(FaultCode.NotABundle, (await app.ApplyAsync(Acme.Utf8("garbage"), cancellationToken: Ct)).Fault!.Code);
            Assert.Equal("Team", (await app.ApplyAsync(team, cancellationToken: Ct)).Good().Client);
            _clock.Advance(TimeSpan.FromSeconds(1));

            Assert.Equal([Standing.Good], changes);
            await using var session = (await app.AcquireAsync("developer", Ct)).Session!;
            Assert.True(session.Check());
        }

        await using var again = await OpenAsync(o => o.AsClient(Make("damaged")).WithDataFolder(_temp.In("data")));
        Assert.Equal(("good", "Team"), (again.Standing.Text, again.License!.Client));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_temp.In("data", "session.lic")));
        }
    }

    [Fact]
    public async Task Another_session_license_must_name_the_one_that_it_replaces_and_running_sessions_go_on()
    {
        var (first, second) = (await SessionLicenseAsync("Team"), await SessionLicenseAsync("Night shift"));
        await using var app = await OpenAsync(o => o.AsClient().WithDataFolder(_temp.In("data")));
        var held = (await app.ApplyAsync(first, cancellationToken: Ct)).Good();
        await using var running = (await app.AcquireAsync("developer", Ct)).Session!;

        Assert.Equal(FaultCode.OtherLicense, (await app.ApplyAsync(second, cancellationToken: Ct)).Fault!.Code);
        Assert.Equal("Team", app.License!.Client);
        Assert.Equal("Night shift", (await app.ApplyAsync(second, replaces: held.Id, Ct)).Good().Client);

        while (running.LeaseEnds < Acme.Start.AddMinutes(11))
        {
            Assert.True(running.Check());
            _clock.Advance(TimeSpan.FromSeconds(5));
            await _clock.SettleAsync(Ct);
        }

        await using var next = (await app.AcquireAsync("developer", Ct)).Session!;
        Assert.True(running.Check() && next.Check());
    }

    [Fact]
    public async Task An_applied_license_counts_until_the_host_names_another_file()
    {
        var named = _temp.Write("app.lic", await SessionLicenseAsync("Old"));
        var old = await File.ReadAllBytesAsync(named, Ct);
        var older = await SessionLicenseAsync("Brought");
        _clock.Advance(TimeSpan.FromHours(1));
        var next = await SessionLicenseAsync("Next");
        await using (var app = await OpenAsync(o => o.AsClient(named).WithDataFolder(_temp.In("data"))))
        {
            await app.ApplyAsync(next, replaces: app.License!.Id, Ct);
            Assert.Equal("Brought", (await app.ApplyAsync(older, replaces: app.License.Id, Ct)).Good().Client);
        }

        await using (var again = await OpenAsync(o => o.AsClient(named).WithDataFolder(_temp.In("data"))))
        {
            Assert.Equal("Brought", again.License!.Client);
        }

        await using (var other = await OpenAsync(o => o.AsClient(_temp.Write("other.lic", next)).WithDataFolder(_temp.In("data"))))
        {
            Assert.Equal("Next", other.License!.Client);
        }

        await using var back = await OpenAsync(o => o.AsClient(named).WithDataFolder(_temp.In("data")));
        Assert.Equal("Old", (await back.ApplyAsync(old, replaces: back.License!.Id, Ct)).Good().Client);
    }

    [Fact]
    public async Task Of_two_versions_of_one_license_the_newer_counts_wherever_it_is()
    {
        var team = (await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(change: d => d.ServerUrl = _server.Url), "Ann", Ct)).Good();
        var first = _server.Issuer.File(team.Id)!;
        var named = _temp.Write("app.lic", first);
        _clock.Advance(TimeSpan.FromHours(1));
        await _server.Issuer.ChangeSessionLicenseAsync(team.Id, d => d.Seats["developer"] = 3, "Ann", Ct);
        var second = _server.Issuer.File(team.Id)!;
        await using (var app = await OpenAsync(o => o.AsClient(named).WithDataFolder(_temp.In("data"))))
        {
            Assert.Equal(2, (await app.ApplyAsync(second, cancellationToken: Ct)).Good().Serial);
            Assert.Equal(FaultCode.SerialOlder, (await app.ApplyAsync(first, cancellationToken: Ct)).Fault!.Code);
        }

        await using var again = await OpenAsync(o => o.AsClient(named).WithDataFolder(_temp.In("data")));
        Assert.Equal(2, again.License!.Serial);
    }

    [Fact]
    public async Task A_path_that_is_none_is_a_standing_and_an_empty_one_a_wrong_option()
    {
        await using var odd = await OpenAsync(o => o.AsClient("a\0b.lic").WithDataFolder(_temp.In("data")));
        Assert.Equal(FaultCode.FileUnreadable, odd.Standing.Fault!.Code);

        var empty = await Assert.ThrowsAsync<LicenseFaultException>(() => OpenAsync(o => o.AsClient("").WithDataFolder(_temp.In("data"))));
        Assert.Contains("LicenseFile is empty", empty.Fault.Message, StringComparison.Ordinal);
    }

    private string Make(string what)
    {
        switch (what)
        {
            case "missing":
                return _temp.In("missing.lic");
            case "folder":
                return Directory.CreateDirectory(_temp.In("folder.lic")).FullName;
            case "foreign":
                using (var root = SigningKey.Create())
                {
                    return _temp.Write("foreign.lic", Acme.Master(Acme.KeyOf(_temp.In("foreign")), Acme.Seats(1), root));
                }

            default:
                return _temp.Write($"{what}.lic", what switch { "huge" => new byte[3 * 1024 * 1024], "empty" => [], _ => Acme.Utf8(what) });
        }
    }

    private async Task<byte[]> SessionLicenseAsync(string client) =>
        _server.Issuer.File((await _server.Issuer.IssueSessionLicenseAsync(Acme.Team(change: d => (d.Client, d.ServerUrl) = (client, _server.Url)), "Ann", Ct)).Good().Id)!;

    private Task<Licensing> OpenAsync(Action<LicenseKitBuilder> configure) => Licensing.OpenAsync(Acme.Product, Acme.RootKey, configure, _clock, Ct);
}
