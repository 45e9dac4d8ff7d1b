using LicenseKit.Hosting.Storage;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using LicenseKit.Sqlite;
using Microsoft.Data.Sqlite;

namespace LicenseKit.Hosting.Tests.Storage;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly SqliteDatabase _database = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crash_loses_nothing_that_was_committed()
    {
        var server = await MasterAsync();
        await server.IssueTeamAsync("team");
        await server.AcquireAsync(1, "team");
        await server.AskAsync(new Request.WriteDocument("accounts", "all", "Ann", 0, null));

        await using var crashed = SqliteDatabase.StoreOf(_database.Crash());

        Assert.Equal(server.Describe(), (await StoreServer.StartAsync(crashed, StoreServer.KeyOf(1))).Describe());
    }

    [Fact]
    public async Task A_closed_store_leaves_one_file()
    {
        await MasterAsync();
        await Last().ReadAuditAsync(new(10), Ct);
        Assert.True(File.Exists(_database.File + "-wal"));

        await Last().DisposeAsync();

        Assert.True(File.Exists(_database.File));
        Assert.False(File.Exists(_database.File + "-wal"));
        Assert.False(File.Exists(_database.File + "-shm"));
    }

    [Fact]
    public async Task A_ping_rewrites_the_exchange_with_the_parent_and_not_the_bundle()
    {
        var (_, server) = await FamilyAsync();
        _database.Run("UPDATE lk_held SET bundle = 'untouched'; UPDATE lk_seen SET sha256 = 'untouched'");

        await server.AskAsync(new Request.MakePing(StoreServer.Nonce(1), 0));

        Assert.Equal("untouched", _database.Scalar("SELECT bundle FROM lk_held"));
        Assert.Equal("2", _database.Scalar("SELECT COUNT(*) FROM lk_seen WHERE sha256 = 'untouched'"));
        Assert.Contains(StoreServer.Nonce(1), _database.Scalar("SELECT exchange FROM lk_held"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ping_of_a_child_rewrites_its_own_exchange_alone()
    {
        var server = await MasterAsync();
        await server.IssueAsync("child", StoreServer.KeyOf(2));
        await server.PingAsync("child", StoreServer.KeyOf(2), 1);
        await server.AskAsync(new Request.ChangeServer("child", StoreServer.ChildDraft("child", StoreServer.KeyOf(3)), null, "child", "Ann"));
        await server.PingAsync("child", StoreServer.KeyOf(3), 1);
        _database.Run("UPDATE lk_exchange SET pong = 'untouched'");

        await server.PingAsync("child", StoreServer.KeyOf(3), 2);

        Assert.Equal(StoreServer.KeyOf(2).PublicKey.X, _database.Scalar("SELECT group_concat(key) FROM lk_exchange WHERE pong = 'untouched'"));
    }

    [Fact]
    public async Task What_cannot_be_stored_did_not_happen_and_the_next_request_works()
    {
        var server = await MasterAsync();
        _database.Run("CREATE TRIGGER no_audit BEFORE INSERT ON lk_audit BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");

        await Assert.ThrowsAsync<InvalidOperationException>(() => server.IssueTeamAsync("team"));

        Assert.Contains("the disk is full", server.Last.Cause!.Message, StringComparison.Ordinal);
        Assert.Equal("0", _database.Scalar("SELECT COUNT(*) FROM lk_grant"));
        _database.Run("DROP TRIGGER no_audit");
        await server.IssueTeamAsync("team");
        await RestartAsync(server);
    }

    [Fact]
    public async Task A_file_that_another_connection_locks_is_not_waited_for_forever()
    {
        var server = await MasterAsync();
        using var other = new SqliteConnection($"Data Source={_database.File};Pooling=False");
        await other.OpenAsync(Ct);
        using var transaction = other.BeginTransaction();

        // On a thread of its own, since the provider does not give the thread back while it waits.
        var result = await Task.Run(() => Last().CommitAsync(server.Commit(Started(1)), Ct).AsTask(), Ct).WaitAsync(TimeSpan.FromSeconds(60), Ct);

        Assert.Equal(CommitOutcome.NotCommitted, result.Outcome);
        await transaction.RollbackAsync(Ct);
        Assert.Equal(CommitOutcome.Committed, (await Last().CommitAsync(server.Commit(Started(1)), Ct)).Outcome);
    }

    [Theory]
    [InlineData(5, nameof(CommitOutcome.NotCommitted))] // SQLITE_BUSY
    [InlineData(13, nameof(CommitOutcome.NotCommitted))] // SQLITE_FULL
    [InlineData(10, nameof(CommitOutcome.Unknown))] // SQLITE_IOERR
    [InlineData(11, nameof(CommitOutcome.Unknown))] // SQLITE_CORRUPT
    [InlineData(7, nameof(CommitOutcome.Unknown))] // SQLITE_NOMEM
    public void A_failed_commit_is_unknown_unless_its_error_excludes_that_it_is_in_the_log(int code, string outcome) =>
        Assert.Equal(outcome, new SqliteDialect("Data Source=x").OutcomeOf(new SqliteException("test", code)).ToString());

    [Fact]
    public async Task Each_schema_is_applied_once()
    {
        await Open().OpenAsync(Ct);
        await Open().OpenAsync(Ct);

        Assert.Equal("1,2,3,4,5,6", _database.Scalar("SELECT group_concat(version) FROM (SELECT version FROM lk_schema ORDER BY version)"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_untouched()
    {
        await MasterAsync();
        _database.Run("INSERT INTO lk_schema (version) VALUES (999)");
        var epoch = _database.Scalar("SELECT epoch FROM lk_batch");

        var fault = await RefusedAsync();

        Assert.Contains("999", fault.Message, StringComparison.Ordinal);
        Assert.Equal(epoch, _database.Scalar("SELECT epoch FROM lk_batch"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_untouched()
    {
        var text = new string('x', 5000);
        await File.WriteAllTextAsync(_database.File, text, Ct);

        await RefusedAsync();

        Assert.Equal(text, await File.ReadAllTextAsync(_database.File, Ct));
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_a_fault()
    {
        await using var store = SqliteDatabase.StoreOf(Path.Combine(_database.File, "nowhere", "data.db"));

        Assert.Equal(FaultCode.Storage, (await Assert.ThrowsAsync<LicenseFaultException>(async () => await store.OpenAsync(Ct))).Fault.Code);
    }

    [Theory]
    [InlineData("DELETE FROM lk_batch", "lk_batch")]
    [InlineData("INSERT INTO lk_batch SELECT * FROM lk_batch", "lk_batch")]
    [InlineData("UPDATE lk_batch SET run_time = 'abc'", "lk_batch")]
    [InlineData("DROP TABLE lk_over", "lk_over")]
    [InlineData("UPDATE lk_session SET id = 'nope'", "lk_session")]
    [InlineData("UPDATE lk_session SET n = 'abc'", "lk_session")]
    [InlineData("UPDATE lk_session SET n = 0", "session 1")]
    [InlineData("UPDATE lk_session SET run = 1.5", "lk_session")]
    [InlineData("UPDATE lk_session SET license = x'00'", "lk_session")]
    [InlineData("INSERT INTO lk_session SELECT 99, id, license, kind, n, started_at, run, ended, labels FROM lk_session", "session 99")]
    [InlineData("INSERT INTO lk_over (no, id, until) VALUES (8, 'x', 1)", "lk_over")]
    [InlineData("INSERT INTO lk_over (no, id, until) SELECT -8, id, 1 FROM lk_session", "-8")]
    [InlineData("INSERT INTO lk_over (no, id, until) SELECT 8, id, 9223372036854775807 FROM lk_session", "8")]
    [InlineData("INSERT INTO lk_over (no, id, until) SELECT 8, id, -1 FROM lk_session", "8")]
    [InlineData("UPDATE lk_run SET started = 9223372036854775807; UPDATE lk_session SET run = 0", "session 1")]
    [InlineData("UPDATE lk_version SET jws = jws || 'A' WHERE serial = 2", "'child' serial 2")]
    [InlineData("UPDATE lk_version SET jws = (SELECT jws FROM lk_version WHERE serial = 2) WHERE grant_no = 1 AND serial = 1", "'child' serial 1")]
    [InlineData("UPDATE lk_version SET sha256 = 'x' WHERE grant_no = 1 AND serial = 1", "'child' serial 1")]
    [InlineData("DELETE FROM lk_version WHERE serial = 2", "'child' serial 2")]
    [InlineData("DELETE FROM lk_version WHERE grant_no = 2", "'team' serial 1")]
    [InlineData("DELETE FROM lk_grant WHERE no = 1", "lk_version")]
    [InlineData("UPDATE lk_version SET holder = -1", "serial 1")]
    [InlineData("UPDATE lk_grant SET type = 'robot'", "'child'")]
    [InlineData("UPDATE lk_grant SET state = '' WHERE id = 'team'", "'team'")]
    [InlineData("UPDATE lk_grant SET counted_from = -1", "counted_from")]
    [InlineData("UPDATE lk_grant SET shown_key = 'AAAA'", "'child'")]
    [InlineData("UPDATE lk_grant SET seats_used = '['", "'child'")]
    [InlineData("UPDATE lk_exchange SET key = 'AAAA'", "'child'")]
    [InlineData("UPDATE lk_exchange SET pong = 'AAAA'", "'child'")]
    [InlineData("UPDATE lk_exchange SET sent_seq = NULL", "'child'")]
    [InlineData("UPDATE lk_exchange SET ping_sha256 = NULL", "'child'")]
    [InlineData("UPDATE lk_exchange SET named_sha256 = 'x'", "'child'")]
    [InlineData("UPDATE lk_held SET bundle = '{}'", "license")]
    [InlineData("UPDATE lk_held SET exchange = 'null'", "exchange")]
    [InlineData("UPDATE lk_held SET exchange = '{'", "exchange")]
    [InlineData("UPDATE lk_seen SET serial = 'a' || char(10) || 'b'", "lk_seen")]
    public async Task A_damaged_or_missing_row_is_one_fault_that_names_it(string damage, string named)
    {
        var server = await MasterAsync();
        await server.IssueAsync("child", StoreServer.KeyOf(2));
        await server.AskAsync(new Request.SetState("child", LicenseState.Suspended, null, "Ann"));
        await server.PingAsync("child", StoreServer.KeyOf(2), 1);
        await server.IssueTeamAsync("team");
        await server.AcquireAsync(1, "team");
        await Last().DisposeAsync();
        _database.Run(damage);

        var fault = await RefusedAsync();

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", fault.ToString(), StringComparison.Ordinal); // how each JWS begins
    }

    [Fact]
    public async Task Damaged_pages_are_one_fault()
    {
        var server = await MasterAsync();
        await Last().CommitAsync(server.Commit([.. Enumerable.Range(1, 500).Select(Started)]), Ct);
        await Last().DisposeAsync();
        using (var file = File.OpenHandle(_database.File, FileMode.Open, FileAccess.ReadWrite))
        {
            for (var page = RandomAccess.GetLength(file) - 8 * 4096; page < RandomAccess.GetLength(file); page += 4096)
            {
                RandomAccess.Write(file, [.. Enumerable.Repeat((byte)0xEE, 64)], page);
            }
        }

        await RefusedAsync();
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_a_fault_and_the_next_one_is_read_again()
    {
        await MasterAsync();
        _database.Run("ALTER TABLE lk_audit RENAME TO lk_gone");
        var refused = await Assert.ThrowsAsync<LicenseFaultException>(async () => await Last().ReadAuditAsync(new(1), Ct));
        Assert.Equal(FaultCode.Storage, refused.Fault.Code);

        _database.Run("ALTER TABLE lk_gone RENAME TO lk_audit");

        Assert.Single(await Last().ReadAuditAsync(new(1), Ct));
    }

    private protected override IServerStore Create() => _database.Store();

    private protected override void Clean() => _database.Dispose();

    private async Task<LicenseFault> RefusedAsync()
    {
        await using var store = _database.Store();
        var refused = await Assert.ThrowsAsync<LicenseFaultException>(() => StoreServer.StartAsync(store, StoreServer.KeyOf(1)));
        Assert.Equal(FaultCode.Storage, refused.Fault.Code);
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Fault;
    }
}
