using LicenseKit.Hosting.Storage;
using LicenseKit.Testing;

namespace LicenseKit.Hosting.Tests.Storage;

public sealed class MemoryStoreTests : StoreContract
{
    private readonly MemoryStore _first = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(NextCommit.Fails), nameof(CommitOutcome.NotCommitted), 0)]
    [InlineData(nameof(NextCommit.IsDeposed), nameof(CommitOutcome.Deposed), 0)]
    [InlineData(nameof(NextCommit.IsUnknownAndApplied), nameof(CommitOutcome.Committed), 1)]
    [InlineData(nameof(NextCommit.IsUnknownAndLost), nameof(CommitOutcome.NotCommitted), 0)]
    public async Task A_test_chooses_what_becomes_of_the_next_commit(string next, string outcome, int stored)
    {
        var server = await MasterAsync();
        var store = (MemoryStore)Last();
        store.Next = Enum.Parse<NextCommit>(next);

        var result = await store.CommitAsync(server.Commit(Started(1)), Ct);
        if (result.Outcome == CommitOutcome.Unknown)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.CommitAsync(server.Commit(Started(2)), Ct));
            store.StaysUnknown = true;
            Assert.Equal(CommitOutcome.Unknown, (await store.ResolveAsync(Ct)).Outcome);
            store.StaysUnknown = false;
            result = await store.ResolveAsync(Ct);
        }

        Assert.Equal(outcome, result.Outcome.ToString());
        Assert.Equal(stored, (await Open().OpenAsync(Ct)).Sessions.Count);
    }

    [Fact]
    public async Task A_commit_after_one_that_was_resolved_is_stored()
    {
        var server = await MasterAsync();
        foreach (var next in new[] { NextCommit.IsUnknownAndApplied, NextCommit.IsUnknownAndLost })
        {
            ((MemoryStore)Last()).Next = next;
            await Last().CommitAsync(server.Commit(Started((int)next)), Ct);
            await Last().ResolveAsync(Ct);
        }

        Assert.Equal(CommitOutcome.Committed, (await Last().CommitAsync(server.Commit(Started(9)), Ct)).Outcome);
    }

    private protected override IServerStore Create() => _first.Another();
}
