using System.Data.Common;
using LicenseKit.Hosting.Server;
using LicenseKit.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Storage;

/// <summary>What every storage keeps: whatever was acknowledged is there after a crash, and what could not be stored did not happen.</summary>
public abstract class StorageContract : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private readonly List<Licensing> _crashed = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Live => _temp.In("live");

    /// <summary>The storage, on a database that belongs to a data folder.</summary>
    protected abstract LicenseKitBuilder Use(LicenseKitBuilder builder, string dataFolder);

    /// <summary>Copies the database of a data folder as a crash would leave it, while it is open.</summary>
    protected abstract void CopyDatabase(string from, string to);

    /// <summary>A connection past LicenseKit.</summary>
    protected abstract Task<DbConnection> ConnectAsync(string dataFolder);

    /// <summary>A statement after which every audit row is refused, and the one that ends it.</summary>
    protected abstract (string Break, string Mend) AuditTrail { get; }

    [Fact]
    public async Task A_held_license_and_its_seen_serials_survive_a_crash()
    {
        var before = await OpenAsync();
        var state = State(before).Child;

        var after = State(await CrashAsync(before)).Child;

        Assert.Equal(state.Chain!.Leaf.ContentHash, after.Chain!.Leaf.ContentHash);
        Assert.Equal(state.Seen.OrderBy(s => s.Key), after.Seen.OrderBy(s => s.Key));
        Assert.NotEmpty(after.Seen);
    }

    [Fact]
    public async Task The_floor_of_time_survives_a_crash_and_a_clock_set_back()
    {
        var before = await OpenAsync();
        _clock.Advance(TimeSpan.FromHours(5));
        await IssueTeamAsync(before);

        _clock.AdjustTime(Acme.Start + TimeSpan.FromMinutes(1));
        var after = await CrashAsync(before);

        Assert.Equal(Acme.Start + TimeSpan.FromHours(5), UnixTime.ToInstant(Server(after).Clock.Now.Now));
    }

    [Fact]
    public async Task A_grant_survives_with_all_its_versions_and_drafts()
    {
        var before = await OpenAsync();
        var issued = (await before.Issuer!.IssueAsync(Acme.Child(), "Ann", Ct)).Good();
        await before.Issuer.ChangeAsync(issued.Id, d => d.Seats["developer"] = 1, "Ann", Ct);
        await before.Issuer.SuspendAsync(issued.Id, "unpaid", "Ann", cancellationToken: Ct);
        await before.Issuer.ResetActivationAsync(issued.Id, "Ann", null, cancellationToken: Ct);
        var grant = State(before).Ledger.Servers[issued.Id];

        var again = State(await CrashAsync(before)).Ledger.Servers[issued.Id];

        Assert.Equal(4, again.Versions.Length);
        Assert.Equal(grant.Versions.Select(v => (v.Document.Compact, v.Draft, v.Holder)), again.Versions.Select(v => (v.Document.Compact, v.Draft, v.Holder)));
        Assert.Equal((grant.ResetAt, grant.CountedFrom, grant.Held, grant.Settled), (again.ResetAt, again.CountedFrom, again.Held, again.Settled));
        Assert.Equal(LicenseState.Suspended, again.Claims.State);
    }

    [Fact]
    public async Task A_session_license_survives_and_so_does_its_revocation()
    {
        var before = await OpenAsync();
        var (kept, revoked) = (await IssueTeamAsync(before), await IssueTeamAsync(before));
        Assert.Null((await before.Issuer!.RevokeSessionLicenseAsync(revoked.Id, "left", "Ann", cancellationToken: Ct)).Fault);

        var sessions = State(await CrashAsync(before)).Ledger.Sessions;

        Assert.False(sessions[kept.Id].Revoked);
        Assert.True(sessions[revoked.Id].Revoked);
    }

    [Fact]
    public async Task A_session_survives_with_its_seat_and_can_be_renewed()
    {
        var before = await OpenAsync();
        var team = await IssueTeamAsync(before);
        var secret = HttpTalk.NewSecret();
        await AcquireAsync(before, team, secret, host: "pc1");

        var after = await CrashAsync(before);

        var item = Assert.Single(await after.Server!.ListSessionsAsync());
        Assert.Equal((Secrets.IdOf(secret), "developer", team.Id, "pc1"), (item.Id, item.Kind, item.License, item.Labels["host"]));
        Assert.Null((await after.Protocol!.RenewAsync(Secrets.IdOf(secret), secret, 1, Secrets.NewNonce(), Ct)).Fault);
    }

    [Fact]
    public async Task A_session_of_the_process_itself_ends_with_it()
    {
        var before = await OpenAsync();
        Assert.NotNull((await before.AcquireAsync("developer", Ct)).Session);

        Assert.Empty(await (await CrashAsync(before)).Server!.ListSessionsAsync());
    }

    [Fact]
    public async Task A_released_session_is_not_granted_again_after_a_crash()
    {
        var before = await OpenAsync();
        var team = await IssueTeamAsync(before);
        var secret = HttpTalk.NewSecret();
        await AcquireAsync(before, team, secret);
        Assert.True((await before.Protocol!.ReleaseAsync(Secrets.IdOf(secret), secret, Ct)).IsDone);

        var after = await CrashAsync(before);

        Assert.Empty(await after.Server!.ListSessionsAsync());
        Assert.Equal(FaultCode.SessionOver, (await AcquireAsync(after, team, secret)).Fault!.Code);
    }

    [Fact]
    public async Task A_session_that_an_operator_ended_stays_ended()
    {
        var before = await OpenAsync();
        var secret = HttpTalk.NewSecret();
        await AcquireAsync(before, await IssueTeamAsync(before), secret);
        Assert.True((await before.Server!.EndSessionAsync(Secrets.IdOf(secret), "Ann", cancellationToken: Ct)).IsDone);

        var after = await CrashAsync(before);

        Assert.True(Assert.Single(await after.Server!.ListSessionsAsync()).Ended);
        Assert.Equal(FaultCode.SessionOver, (await after.Protocol!.RenewAsync(Secrets.IdOf(secret), secret, 1, Secrets.NewNonce(), Ct)).Fault!.Code);
    }

    [Fact]
    public async Task A_session_that_does_not_renew_gets_one_lease_after_the_first_restart_and_none_after_the_second()
    {
        var before = await OpenAsync();
        await AcquireAsync(before, await IssueTeamAsync(before), HttpTalk.NewSecret());
        _clock.Advance(TimeSpan.FromMinutes(9));
        var once = await CrashAsync(before);
        var given = Assert.Single(await once.Server!.ListSessionsAsync()).Ends;
        _clock.Advance(TimeSpan.FromMinutes(9));
        await IssueTeamAsync(once); // a commit stores the run time

        var twice = await CrashAsync(once, "second");

        Assert.Equal(Acme.Start + TimeSpan.FromMinutes(19), given);
        Assert.Equal(given, Assert.Single(await twice.Server!.ListSessionsAsync()).Ends);
    }

    [Fact]
    public async Task The_audit_trail_tells_what_was_done_newest_first()
    {
        var before = await OpenAsync();
        var issued = (await before.Issuer!.IssueAsync(Acme.Child(), "Ann", Ct)).Good();
        await before.Issuer.RevokeAsync(issued.Id, "unpaid", "Bob", cancellationToken: Ct);

        var rows = await (await CrashAsync(before)).Server!.ActivityAsync(2, Ct);

        Assert.Equal([("Bob", "license.revoke"), ("Ann", "license.issue")], rows.Select(r => (r.By, r.Action)));
        Assert.All(rows, r => Assert.Equal(issued.Id, r.License));
    }

    [Fact]
    public async Task What_cannot_be_stored_did_not_happen_and_the_next_request_works()
    {
        await using var licensing = await OpenAsync();
        await RunAsync(AuditTrail.Break);

        var refused = await licensing.Issuer!.IssueAsync(Acme.Child(), "Ann", Ct);

        Assert.Equal(FaultCode.Storage, refused.Fault!.Code);
        Assert.Equal(FaultCode.Storage, licensing.Server!.Problem!.Code);
        Assert.Empty(State(licensing).Ledger.Servers);
        Assert.Equal(0L, await ScalarAsync("SELECT COUNT(*) FROM lk_version"));
        await RunAsync(AuditTrail.Mend);
        _clock.Advance(TimeSpan.FromSeconds(1)); // until then nothing is tried
        Assert.Null((await licensing.Issuer.IssueAsync(Acme.Child(), "Ann", Ct)).Fault);
        Assert.Null(licensing.Server.Problem);
        Assert.Equal(1L, await ScalarAsync("SELECT COUNT(*) FROM lk_audit WHERE action = 'license.issue'"));
    }

    [Fact]
    public async Task A_seat_that_cannot_be_stored_is_not_given()
    {
        await using var licensing = await OpenAsync();
        var team = await IssueTeamAsync(licensing);
        var secret = HttpTalk.NewSecret();
        await RunAsync("ALTER TABLE lk_session RENAME TO lk_gone");

        Assert.Equal(FaultCode.Storage, (await AcquireAsync(licensing, team, secret)).Fault!.Code);
        Assert.Empty(Server(licensing).Loop.Published.InUse.Kinds);

        await RunAsync("ALTER TABLE lk_gone RENAME TO lk_session");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await AcquireAsync(licensing, team, secret)).Fault);
    }

    [Fact]
    public async Task An_empty_database_is_migrated_once_and_a_second_start_changes_nothing()
    {
        await (await OpenAsync()).DisposeAsync();
        await (await OpenAsync()).DisposeAsync();

        Assert.Equal(5L, await ScalarAsync("SELECT COUNT(*) FROM lk_schema"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_untouched()
    {
        await (await OpenAsync()).DisposeAsync();
        await RunAsync("INSERT INTO lk_schema (version) VALUES (999)");

        var refused = await Assert.ThrowsAsync<LicenseFaultException>(OpenAsync);

        Assert.Equal(FaultCode.Storage, refused.Fault.Code);
        Assert.Contains("999", refused.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(6L, await ScalarAsync("SELECT COUNT(*) FROM lk_schema"));
    }

    [Fact]
    public async Task A_database_of_another_installation_is_refused()
    {
        var before = await OpenAsync();
        await IssueTeamAsync(before);
        await before.DisposeAsync();
        File.Delete(Path.Combine(Live, "installation.key.pem"));

        Assert.Equal(FaultCode.Storage, (await Assert.ThrowsAsync<LicenseFaultException>(() => OpenAsync(Live))).Fault.Code);
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        foreach (var licensing in _crashed.Distinct())
        {
            licensing.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        _temp.Dispose();
    }

    private static Published State(Licensing licensing) => Server(licensing).Loop.Published;

    private static LicenseServer Server(Licensing licensing) => (LicenseServer)licensing.Server!;

    private static async Task<IssuedLicense> IssueTeamAsync(Licensing licensing) => (await licensing.Issuer!.IssueSessionLicenseAsync(Acme.Team(), "Ann", Ct)).Good();

    private static Task<Outcome<LeaseAnswer>> AcquireAsync(Licensing licensing, IssuedLicense team, byte[] secret, string? host = null) =>
        licensing.Protocol!.AcquireAsync(secret, new SessionRequest(Acme.SessionJws(licensing.Issuer!.File(team.Id)!), "developer", Secrets.NewNonce(), host is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = host }), cancellationToken: Ct);

    private Task<Licensing> OpenAsync() => OpenAsync(Live, File.Exists(_temp.In("master.lic")) ? _temp.In("master.lic") : Acme.Master(_temp, Live));

    private Task<Licensing> OpenAsync(string folder, string? license = null) =>
        Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => Use(o.AsParent().AsChild(license).WithDataFolder(folder).WithPublicUrl("https://licenses.example"), folder), _clock, Ct);

    /// <summary>A second process that finds what a kill of the first would have left.</summary>
    private async Task<Licensing> CrashAsync(Licensing running, string name = "crashed")
    {
        var from = _crashed.Count == 0 ? Live : _temp.In("crashed");
        _crashed.Add(running);
        Directory.CreateDirectory(_temp.In(name));
        File.Copy(Path.Combine(from, "installation.key.pem"), Path.Combine(_temp.In(name), "installation.key.pem"));
        CopyDatabase(from, _temp.In(name));
        var after = await OpenAsync(_temp.In(name));
        _crashed.Add(after);
        return after;
    }

    private async Task RunAsync(string sql)
    {
        using var connection = await ConnectAsync(Live);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private async Task<long> ScalarAsync(string sql)
    {
        using var connection = await ConnectAsync(Live);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(Ct), System.Globalization.CultureInfo.InvariantCulture);
    }
}
