using System.Runtime.CompilerServices;
using LicenseKit.Chains;
using LicenseKit.Hosting.Storage;
using LicenseKit.Server;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Storage;

/// <summary>A database that a released version wrote is read by today's code, and everything is found.</summary>
public sealed class ReleasedSchemaTests : IDisposable
{
    private const string Oem = "8UfS-mXaZpDlZ5Oq5u6g1Q";
    private const string Child = "cwnxr8o0EY3HNxRiDUmgCg";
    private const string Suspended = "W5Xu4zJfT1Z53uMjBra-_w";
    private const string Offline = "VEompWho-2kCXnR4k3Y-NQ";
    private const string Team = "ZFykvQCHGMxDJLS8xet_-Q";
    private const string Revoked = "O98qydEolagiMXgt-uCcpQ";
    private const long WrittenAt = 1_795_569_628;

    private readonly TempFolder _temp = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static SigningKey Key => SigningKey.TryFromPem(Read("installation.key.pem"), out var key) ? key : throw new InvalidOperationException();

    private static ChainReader Reader => new(StoreServer.Product, [RootKey.Parse(Read("root.pub.pem"))]);

    [Fact]
    public async Task The_rows_of_schema_1_are_all_there()
    {
        await using var store = Store();

        var stored = await store.OpenAsync(Ct);

        Assert.False(stored.IsEmpty);
        Assert.Equal((WrittenAt, 0L), (stored.Floor, stored.RunTime));
        Assert.Equal([KeyValuePair.Create(0L, 0L)], stored.Runs);
        Assert.Equal([1L, 2L, 3L, 4L], stored.Sessions.Select(s => s.Number));
        Assert.Equal(["KMK8PqeAsWwi3ljeXFM2-RiRH6N5tE99Wzg_ishwIYo", "L3D6NYTsfYpNL0NWEeiOnT1k2bFf_7CC0GcvqmQfDRc",
            "mCrXVRM4lLSoZGs_yZPOqfB3ngwB9iA488Kp4S1rHFs", "ye3IoVpE43nuUI5tpzcKa959WqX7Zm7bKAqUAQPjwrg"], stored.Sessions.Select(s => s.Id.ToString()));
        Assert.Equal([false, false, false, true], stored.Sessions.Select(s => s.IsEnded));
        Assert.Equal(["developer", "developer", "execution", "developer"], stored.Sessions.Select(s => s.Kind));
        Assert.All(stored.Sessions, s => Assert.Equal((Team, 0L, 1L), (s.License, s.Run, s.N)));
        Assert.Equal(("c0KCETyXeF1Eq4gqFjMnsQOLQVND20zWc02oSM-Y_Co", AppRequests.NotAgain), (Assert.Single(stored.Over).Id.ToString(), stored.Over[0].Until));
        Assert.Equal(6, stored.Incomplete.Count() + 1);
        Assert.Equal("{\"host\": \"pc3\"}", (await store.ReadSessionsAsync(2, 1, Ct))[0].Labels);
        var audit = (await store.ReadAuditAsync(new(100), Ct)).Select(r => r.Entry).ToArray();
        Assert.Equal(12, audit.Length);
        Assert.Equal((1_795_569_613, "start", "license.apply", Oem, "'Acme OEM', serial 1"), (audit[^1].At, audit[^1].By, audit[^1].Action, audit[^1].License, audit[^1].Text));
    }

    [Fact]
    public async Task The_state_of_schema_1_is_loaded()
    {
        await using var store = Store();
        var state = Load(await store.OpenAsync(Ct), new RunInfo(1, 0, 1000));

        Assert.Equal((Oem, 2L), (state.Child.Chain!.Leaf.Id, state.Child.Chain.Leaf.Serial));
        Assert.Equal([1L, 2L], state.Child.Seen.Values.Select(v => v.Serial).Order());
        Assert.NotNull(state.Child.Exchange.Contact);
        Assert.True(state.Child.Exchange.Seq > 0);
        Assert.Equal(["Initech", "Offline", "Umbrella"], state.Ledger.Servers.Values.Select(g => g.Client).Order(StringComparer.Ordinal));
        var child = state.Ledger.Servers[Child];
        Assert.Equal((2, 2L, 2L, 1_795_569_626L), (child.Versions.Length, child.Held, child.Settled, child.LastPing));
        var exchange = Assert.Single(child.Exchanges);
        Assert.True(child.IsHeldBy(exchange.Key));
        Assert.Equal((exchange.Seq, exchange.Pong.ContentHash), (exchange.Sent.Seq, exchange.Sent.Sha256));
        Assert.Equal(exchange.Seq - 1, exchange.Named!.Seq);
        Assert.Equal((3, LicenseState.Suspended), (state.Ledger.Servers[Suspended].Versions.Length, state.Ledger.Servers[Suspended].Claims.State));
        Assert.Equal([false, true], new[] { Team, Revoked }.Select(id => state.Ledger.Sessions[id].Revoked));
        Assert.Equal(4, state.Sessions.Count);
        Assert.True(state.Sessions.Over.Contains(SessionIdOf("c0KCETyXeF1Eq4gqFjMnsQOLQVND20zWc02oSM-Y_Co"), 1000 + AppRequests.NotAgain - 1));
        Assert.False(state.Sessions.Over.Contains(SessionIdOf("c0KCETyXeF1Eq4gqFjMnsQOLQVND20zWc02oSM-Y_Co"), 1000 + AppRequests.NotAgain));
    }

    [Fact]
    public async Task Nothing_is_due_after_the_migration_that_was_not_before_it()
    {
        await using var store = Store();
        var state = Load(await store.OpenAsync(Ct), new RunInfo(1, 0, 1000));
        var end = state.Child.Chain!.Rights.Expires;

        Assert.Equal(end, state.Ledger.Servers[Child].FollowedEnd);
        Assert.Equal(end, state.Ledger.Servers[Offline].FollowedEnd);
        Assert.True(state.Ledger.Servers[Offline].Claims.Expires < end);
        Assert.Null(state.Ledger.Servers[Suspended].FollowedEnd);
        Assert.Equal(end, state.Ledger.Sessions[Team].FollowedEnd);
        Assert.Null(state.Ledger.Sessions[Revoked].FollowedEnd);
        Assert.Empty(FollowingRules.Due(state.Ledger, state.Child.Chain, WrittenAt));
    }

    [Fact]
    public async Task A_session_of_schema_1_gets_one_full_lease_at_the_first_start_and_none_at_the_second()
    {
        await using var store = Store();
        var stored = await store.OpenAsync(Ct);
        var first = Load(stored, new RunInfo(1, 0, 1000));
        await store.CommitAsync(new Commit([new Change.RunStarted(first.Run)], WrittenAt, 60_000), Ct);
        var second = Load(await store.OpenAsync(Ct), new RunInfo(2, 60_000, 5000));

        Assert.All(first.Sessions.Slots(), s => Assert.Equal(1000 + 600_000, first.Sessions[s].Deadline));
        Assert.All(second.Sessions.Slots(), s => Assert.Equal(5000 + 540_000, second.Sessions[s].Deadline));
    }

    [Fact]
    public async Task A_grant_of_schema_1_is_completed_when_it_is_stored_again()
    {
        await using var store = Store();
        var stored = await store.OpenAsync(Ct);
        var state = Load(stored, new RunInfo(1, 0, 1000));
        await store.CommitAsync(new Commit([.. stored.Incomplete.Select(id => new Change.GrantChanged(state.Ledger, state.Ledger, id))], WrittenAt, 0), Ct);

        var again = await store.OpenAsync(Ct);

        Assert.Empty(again.Incomplete);
        Assert.Equal(stored.Versions.Count, again.Versions.Count);
        Assert.All(again.Versions, v => Assert.True(v.Serial > 0));
        Assert.Equal(["Initech", "Left", "Offline", "Team", "Umbrella"], again.Grants.Select(g => g.Client).Order(StringComparer.Ordinal));
        var after = Load(again, new RunInfo(1, 0, 1000));
        Assert.Equal(state.Ledger.Servers.Values.Select(g => (g.Id, g.FollowedEnd)).Order(), after.Ledger.Servers.Values.Select(g => (g.Id, g.FollowedEnd)).Order());
        Assert.Equal(state.Ledger.Sessions.Values.Select(g => (g.Id, g.FollowedEnd, g.Revoked)).Order(), after.Ledger.Sessions.Values.Select(g => (g.Id, g.FollowedEnd, g.Revoked)).Order());
    }

    [Fact]
    public async Task A_database_of_schema_2_is_loaded_and_serves()
    {
        File.Copy(PathOf("licensekit.db", schema: 2), _temp.In("licensekit.db"));
        File.Copy(PathOf("installation.key.pem", schema: 2), _temp.In("installation.key.pem"));
        var root = RootKey.Parse(await File.ReadAllTextAsync(PathOf("root.pub.pem", schema: 2), Ct));
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_796_045_900));
        await using var licensing = await Licensing.OpenAsync(StoreServer.Product, root, o => o.AsParent().AsChild().WithDataFolder(_temp.Path).UseSqlite(), clock, Ct);

        var child = licensing.Issuer!.Find("vFv00soO5pQjxflQ9ph5Zw")!;
        Assert.Equal((3L, 3L, 3L, 0L, 1_796_045_842L), (child.Serial, child.Held, child.Settled, child.RefusedActivations, child.LastPing!.Value.ToUnixTimeSeconds()));
        Assert.Equal("S7Bvjk46dxXSAdVz0KpCN2LlXavWGiwCJ4-lbMbSlOA", Assert.Single(await licensing.Server!.ListSessionsAsync()).Id);
        Assert.Equal(5, (await licensing.Server!.ActivityAsync(100, Ct)).Count);
        var exchange = Assert.Single(((LicenseServer)licensing.Server!).Loop.Published.Ledger.Servers[child.Id].Exchanges);
        Assert.False(exchange.IsForked);
        Assert.NotNull((await licensing.AcquireAsync("developer", Ct)).Session);
    }

    [Fact]
    public async Task A_database_of_schema_3_is_loaded_and_serves()
    {
        File.Copy(PathOf("licensekit.db", schema: 3), _temp.In("licensekit.db"));
        File.Copy(PathOf("installation.key.pem", schema: 3), _temp.In("installation.key.pem"));
        var root = RootKey.Parse(await File.ReadAllTextAsync(PathOf("root.pub.pem", schema: 3), Ct));
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_796_056_800));
        await using var licensing = await Licensing.OpenAsync(StoreServer.Product, root, o => o.AsParent().AsChild().WithDataFolder(_temp.Path).UseSqlite(), clock, Ct);

        Assert.Equal((3L, LicenseState.Suspended), (licensing.Issuer!.Find("_7kOyYWGfdmK_bBtJUwMjg")!.Serial, licensing.Issuer.Find("_7kOyYWGfdmK_bBtJUwMjg")!.State));
        Assert.Equal("E_nUJuoQHl5tlnGzQWsegg", Assert.Single(await licensing.Server!.ListSessionsAsync()).License);
        Assert.Equal(5, (await licensing.Server!.ActivityAsync(100, Ct)).Count);
        var key = new IdempotencyKey("1", "");
        Assert.NotNull((await licensing.Issuer.ApplyAsync(LicenseChange.Resume("_7kOyYWGfdmK_bBtJUwMjg"), "Ann", key, Ct)).Value);
        Assert.Equal(4, (await licensing.Issuer.ApplyAsync(LicenseChange.Resume("_7kOyYWGfdmK_bBtJUwMjg"), "Ann", key, Ct)).Value!.Serial);
        Assert.NotNull((await licensing.AcquireAsync("developer", Ct)).Session);
    }

    [Fact]
    public async Task A_database_of_schema_4_is_loaded_and_keeps_what_the_host_writes()
    {
        File.Copy(PathOf("licensekit.db", schema: 4), _temp.In("licensekit.db"));
        File.Copy(PathOf("installation.key.pem", schema: 4), _temp.In("installation.key.pem"));
        var root = RootKey.Parse(await File.ReadAllTextAsync(PathOf("root.pub.pem", schema: 4), Ct));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_796_081_100)));
        services.AddLicenseKit(StoreServer.Product, root).AsParent().AsChild().WithDataFolder(_temp.Path).UseSqlite();
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(1, (await provider.GetRequiredService<IServerDocuments>().WriteAsync("settings", "look", "green", 0, cancellationToken: Ct)).Good().Version);
        Assert.Equal(LicenseState.Suspended, provider.GetRequiredService<IIssuer>().Find("0RHO5RU_i2lH5I_EhjRF-A")!.State);
    }

    public void Dispose() => _temp.Dispose();

    private static SessionId SessionIdOf(string text) => SessionId.TryParse(text, out var id) ? id : throw new FormatException(text);

    private static ServerState Load(StoredState stored, RunInfo run) => StateLoader.Load(stored, Reader, new VersionWriter(Reader, Key.PublicKey), Key.PublicKey, run);

    private static string Read(string name) => File.ReadAllText(PathOf(name));

    private static string PathOf(string name, int schema = 1, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Released", $"schema-{schema}", name);

    private IServerStore Store()
    {
        File.Copy(PathOf("licensekit.db"), _temp.In("licensekit.db"));
        return SqliteDatabase.StoreOf(_temp.In("licensekit.db"));
    }
}
