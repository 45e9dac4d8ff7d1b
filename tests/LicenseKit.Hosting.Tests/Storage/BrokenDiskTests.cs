using LicenseKit.Hosting.Storage;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Tests.Storage;

/// <summary>What becomes of a commit on a real file when the disk fails under it.</summary>
public sealed class BrokenDiskTests : IDisposable
{
    private readonly SqliteDatabase _database = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_commit_whose_sync_fails_is_unknown_until_the_disk_works_again() => BrokenDisk.RunAsync(async disk =>
    {
        await using var store = _database.Store();
        var server = await StoreServer.StartMasterAsync(store, StoreServer.KeyOf(1));
        disk.Breaks();

        var result = await store.CommitAsync(server.Commit(Started(1)), Ct);

        Assert.Equal(CommitOutcome.Unknown, result.Outcome);
        Assert.NotNull(result.Cause);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(CommitOutcome.Unknown, (await store.ResolveAsync(Ct)).Outcome);
        }

        disk.Heals();
        var outcome = (await store.ResolveAsync(Ct)).Outcome;

        Assert.Equal(await IsStoredAsync(_database.Crash()) ? CommitOutcome.Committed : CommitOutcome.NotCommitted, outcome);
        Assert.Equal(CommitOutcome.Committed, (await store.CommitAsync(server.Commit(Started(2)), Ct)).Outcome);
        Assert.True(await IsStoredAsync(_database.Crash(), 2));
    });

    [Fact]
    public Task A_commit_is_resolved_only_after_the_database_file_itself_is_synced() => BrokenDisk.RunAsync(async disk =>
    {
        await using var store = _database.Store();
        var server = await StoreServer.StartMasterAsync(store, StoreServer.KeyOf(1));
        await using var reader = _database.Store(); // It keeps the log: what the failed commit left there is neither checkpointed nor removed at the close.
        await reader.ReadAuditAsync(new(1), Ct);
        disk.Breaks();
        Assert.Equal(CommitOutcome.Unknown, (await store.CommitAsync(server.Commit(Started(1)), Ct)).Outcome);
        disk.Heals();

        await store.ResolveAsync(Ct);

        Assert.Contains("licensekit.db", disk.Synced);
        Assert.Contains("licensekit.db-wal", disk.Synced);
    });

    [Fact]
    public Task A_crash_may_find_a_commit_whose_sync_failed_so_it_is_not_called_not_committed() => BrokenDisk.RunAsync(async disk =>
    {
        await using var store = _database.Store();
        var server = await StoreServer.StartMasterAsync(store, StoreServer.KeyOf(1));
        disk.Breaks();
        Assert.Equal(CommitOutcome.Unknown, (await store.CommitAsync(server.Commit(Started(1)), Ct)).Outcome);
        var crashed = _database.Crash();
        disk.Heals();

        Assert.True(await IsStoredAsync(crashed));
    });

    [Fact]
    public Task What_is_in_the_log_after_a_failed_sync_and_a_lost_index_is_committed_and_durable() => BrokenDisk.RunAsync(async disk =>
    {
        await using var store = _database.Store();
        var server = await StoreServer.StartMasterAsync(store, StoreServer.KeyOf(1));
        disk.Breaks();
        Assert.Equal(CommitOutcome.Unknown, (await store.CommitAsync(server.Commit(Started(1)), Ct)).Outcome);
        Assert.Equal(CommitOutcome.Unknown, (await store.ResolveAsync(Ct)).Outcome); // The last connection was closed: the next one recovers the log.
        disk.Heals();

        var outcome = (await store.ResolveAsync(Ct)).Outcome;

        Assert.Equal(CommitOutcome.Committed, outcome);
        Assert.True(await IsStoredAsync(_database.Crash()));
    });

    [Fact]
    public Task A_store_that_was_opened_elsewhere_while_a_commit_was_unknown_is_deposed() => BrokenDisk.RunAsync(async disk =>
    {
        await using var store = _database.Store();
        var server = await StoreServer.StartMasterAsync(store, StoreServer.KeyOf(1));
        disk.Breaks();
        await store.CommitAsync(server.Commit(Started(1)), Ct);
        disk.Heals();
        await using var other = _database.Store();
        await other.OpenAsync(Ct);

        Assert.Equal(CommitOutcome.Deposed, (await store.ResolveAsync(Ct)).Outcome);
    });

    [Fact]
    public Task A_commit_that_finds_the_disk_full_is_not_committed_and_no_crash_finds_it() => BrokenDisk.RunAsync(async disk =>
    {
        await using var store = _database.Store();
        var server = await StoreServer.StartMasterAsync(store, StoreServer.KeyOf(1));
        disk.Fills();

        var result = await store.CommitAsync(server.Commit(Started(1)), Ct);

        Assert.Equal(CommitOutcome.NotCommitted, result.Outcome);
        Assert.Contains("full", result.Cause!.Message, StringComparison.Ordinal);
        disk.Heals();
        Assert.False(await IsStoredAsync(_database.Crash()));
        Assert.Equal(CommitOutcome.Committed, (await store.CommitAsync(server.Commit(Started(1)), Ct)).Outcome);
        Assert.True(await IsStoredAsync(_database.Crash()));
    });

    public void Dispose() => _database.Dispose();

    private static Change.SessionStarted Started(int number) => new(StoreServer.Session(number), number, "team", "developer", 0, 0, null, 0);

    private static async Task<bool> IsStoredAsync(string file, int number = 1)
    {
        await using var store = SqliteDatabase.StoreOf(file);
        return (await store.OpenAsync(Ct)).Sessions.Any(s => s.Number == number);
    }
}
