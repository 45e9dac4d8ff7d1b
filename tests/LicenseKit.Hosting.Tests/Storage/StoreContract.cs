using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Storage;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Tests.Storage;

/// <summary>What every store keeps: what was committed is there for the next process, and what was not did not happen.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private static readonly SigningKey Key = StoreServer.KeyOf(1);
    private static readonly SigningKey Child = StoreServer.KeyOf(2);

    private readonly List<IServerStore> _stores = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A store, of a process of its own, over the storage of this test.</summary>
    private protected abstract IServerStore Create();

    [Fact]
    public async Task A_storage_is_empty_until_the_first_commit()
    {
        Assert.True((await Open().OpenAsync(Ct)).IsEmpty);

        await StoreServer.StartAsync(Open(), Key);

        Assert.False((await Open().OpenAsync(Ct)).IsEmpty);
    }

    [Fact]
    public async Task A_held_license_and_the_versions_seen_are_kept()
    {
        var server = await MasterAsync();

        var again = await RestartAsync(server);

        Assert.NotNull(again.State.Child.Chain);
        Assert.NotEmpty(again.State.Child.Seen);
    }

    [Fact]
    public async Task A_ping_to_the_parent_is_kept_until_it_is_answered_and_the_answer_then()
    {
        var (parent, server) = await FamilyAsync();
        var ping = await server.AskAsync(new Request.MakePing(StoreServer.Nonce(1), 0));

        var pinged = await RestartAsync(server);
        Assert.Equal(ping.Document.Compact, pinged.State.Child.Exchange.Pending!.Document.Compact);
        Assert.Null(pinged.State.Child.Exchange.Pending.SentTicks);

        await AnswerAsync(parent, pinged, ping);
        var answered = await RestartAsync(pinged);
        Assert.NotNull(answered.State.Child.Exchange.Contact);
        Assert.Null(answered.State.Child.Exchange.Pending);
    }

    [Fact]
    public async Task A_newer_version_of_the_held_license_replaces_it()
    {
        var (parent, server) = await FamilyAsync();
        await parent.AskAsync(new Request.ChangeServer("oem", Oem(d => d.Seats["developer"] = 200), null, null, "Ann"));
        await server.ApplyAsync(FileOf(parent));

        var again = await RestartAsync(server);

        Assert.Equal(2, again.State.Child.Chain!.Leaf.Serial);
        Assert.Equal([1L, 2L], again.State.Child.Seen.Values.Select(v => v.Serial).Order());
    }

    [Fact]
    public async Task A_license_that_replaces_another_leaves_nothing_of_it_but_what_was_seen()
    {
        var server = await MasterAsync();
        var other = (await MasterLicense.MakeAsync(StoreServer.Root, Key.PublicKey, StoreServer.Product, "Other", null, "M-2", UnixTime.ToInstant(StoreServer.Start), Ct)).Value!;
        await server.AskAsync(new Request.ApplyChain(StoreServer.Reader.Read(other).Value!, "M-1", "Ann"));

        var again = await RestartAsync(server);

        Assert.Equal("M-2", again.State.Child.Chain!.Leaf.Id);
        Assert.Equal(["M-1", "M-2"], again.State.Child.Seen.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_license_is_kept_with_all_its_versions_and_drafts()
    {
        var server = await MasterAsync();
        await server.IssueAsync("child", Child);
        await server.AskAsync(new Request.ChangeServer("child", StoreServer.ChildDraft("child", Child, d => d.Seats["developer"] = 1), null, null, "Ann"));
        await server.AskAsync(new Request.ChangeServer("child", StoreServer.ChildDraft("child", StoreServer.KeyOf(3)), null, "child", "Ann"));
        await server.AskAsync(new Request.SetState("child", LicenseState.Suspended, "unpaid", "Ann"));
        await server.AskAsync(new Request.ResetActivation("child", null, "Ann"));

        var again = await RestartAsync(server);

        var grant = again.State.Ledger.Servers["child"];
        Assert.Equal(5, grant.Versions.Length);
        Assert.Equal((1, 5L, LicenseState.Suspended), (grant.CountedFrom, grant.ResetAt, grant.Claims.State));
        var row = Assert.Single(again.Stored.Grants);
        Assert.Equal(("server", "child", "suspended", 5L, grant.FollowedEnd), (row.Type, row.Client, row.State, row.Serial, row.Follows));
        Assert.False(row.IsIncomplete);
    }

    [Fact]
    public async Task What_a_child_reports_is_kept_and_its_ping_is_answered_the_same_again()
    {
        var server = await MasterAsync();
        await server.IssueAsync("child", Child);
        await server.IssueAsync("other", StoreServer.KeyOf(3));
        await server.PingAsync("other", StoreServer.KeyOf(3), 7);
        var first = await server.PingAsync("child", Child, 1);
        var second = await server.PingAsync("child", Child, 2, new PongName(1, first.Pong.ContentHash));

        var again = await RestartAsync(server);

        var grant = again.State.Ledger.Servers["child"];
        Assert.Equal((2L, Child.PublicKey), (grant.Use["developer"], grant.ShownKey));
        Assert.Equal(server.At.Now, grant.LastPing);
        Assert.Equal(second.Pong.Compact, (await again.PingAsync("child", Child, 2, new PongName(1, first.Pong.ContentHash))).Pong.Compact);
        Assert.Equal(2, again.Stored.Exchanges.Count);
    }

    [Fact]
    public async Task Every_version_of_a_session_license_is_kept_and_its_revocation()
    {
        var (parent, server) = await FamilyAsync();
        await server.IssueTeamAsync("team");
        await server.IssueTeamAsync("gone");
        await server.AskAsync(new Request.RevokeSession("gone", "left", "Ann"));
        await parent.AskAsync(new Request.ChangeServer("oem", Oem(d => d.Duration = "P2Y"), null, null, "Ann"));
        await server.ApplyAsync(FileOf(parent));
        await server.AskAsync(new Request.StoreTime());

        var again = await RestartAsync(server);

        Assert.Equal(2, again.State.Ledger.Sessions["team"].Claims.Serial);
        Assert.Equal([1L, 2L], again.Stored.Versions.Where(v => v.Id == "team").Select(v => v.Serial));
        Assert.False(again.State.Ledger.Sessions["team"].Revoked);
        Assert.True(again.State.Ledger.Sessions["gone"].Revoked);
    }

    [Fact]
    public async Task A_session_is_kept_with_the_number_of_its_first_renewal_in_each_run()
    {
        var server = await MasterAsync();
        await server.IssueTeamAsync("team");
        await server.AcquireAsync(1, "team");
        await server.AcquireAsync(2, "team");

        var second = await RestartAsync(server);
        await second.AskAsync(new Request.Renew(StoreServer.Session(2), 40, StoreServer.Nonce(1)));
        var third = await RestartAsync(second);

        Assert.Equal([(1L, 1L, 1L), (2L, 41L, 2L)], third.Stored.Sessions.Select(s => (s.Number, s.N, s.Run)));
        Assert.All(third.Stored.Sessions, s => Assert.Equal(("team", "developer"), (s.License, s.Kind)));
        Assert.Equal([1L, 2L], third.Stored.Runs.Keys.Order());
    }

    [Fact]
    public async Task The_answer_of_an_idempotency_key_is_kept_with_what_was_done_for_it()
    {
        var server = await MasterAsync();
        var asked = new Request.Once("key", "of this", new Request.IssueServer("child", StoreServer.ChildDraft("child", Child), "Ann"));
        var made = (GrantReply)(await server.AskAsync(asked)).Reply!;

        var again = await RestartAsync(server);

        Assert.Equal(("key", "of this"), (Assert.Single(again.Stored.Answers).Key, again.Stored.Answers[0].Fingerprint));
        Assert.Null((await again.AskAsync(asked)).Reply);
        var kept = StoredAnswer.Read((await _stores[^1].ReadAnswerAsync("key", Ct))!);
        Assert.Equal(IssuedLicenses.Of(made), kept);
        Assert.Null(await _stores[^1].ReadAnswerAsync("other", Ct));
    }

    [Fact]
    public async Task A_document_of_the_host_is_kept_as_it_was_written_last_and_a_removed_one_is_gone()
    {
        var server = await MasterAsync();
        await server.AskAsync(new Request.WriteDocument("keys", "a", "first", 0, null));
        await server.AskAsync(new Request.WriteDocument("keys", "a", "'second'\n\u20ac", null, null));
        await server.AskAsync(new Request.WriteDocument("keys", "b", "gone", null, new("Ann", "key.add", "b")));
        await server.AskAsync(new Request.WriteDocument("keys", "b", null, null, null));

        var again = await RestartAsync(server);

        Assert.Equal(new HostDocument("keys", "a", "'second'\n\u20ac", 2), Assert.Single(again.Stored.Documents));
        Assert.Equal(("Ann", "key.add", "b"), (await Last().ReadAuditAsync(new(1), Ct)).Select(r => (r.Entry.By, r.Entry.Action, r.Entry.Text)).Single());
    }

    [Fact]
    public async Task A_session_that_an_operator_ended_stays_ended()
    {
        var server = await MasterAsync();
        await server.IssueTeamAsync("team");
        await server.AcquireAsync(1, "team");
        await server.AcquireAsync(2, "team");
        await server.AskAsync(new Request.EndSession(StoreServer.Session(1), "Ann"));

        Assert.Equal([true, false], (await RestartAsync(server)).Stored.Sessions.Select(s => s.IsEnded));
    }

    [Fact]
    public async Task A_released_session_is_gone_and_its_id_is_kept_until_it_is_forgotten()
    {
        var server = await MasterAsync();
        await server.IssueTeamAsync("team");
        await server.AcquireAsync(1, "team");
        await server.AcquireAsync(2, "team");
        await server.AskAsync(new Request.Release(StoreServer.Session(1)));
        server.Advance(5);
        await server.AskAsync(new Request.Release(StoreServer.Session(2)));

        var released = await RestartAsync(server);
        Assert.Equal([1L, 2L], released.Stored.Over.Select(o => o.Number));
        Assert.Empty(released.Stored.Sessions);

        released.Advance((AppRequests.NotAgain / 1000) - 5);
        await released.AskAsync(new Request.StoreTime());
        Assert.Equal([2L], (await RestartAsync(released)).Stored.Over.Select(o => o.Number));
    }

    [Fact]
    public async Task A_lapse_is_stored_with_the_batch_after_it()
    {
        var server = await MasterAsync();
        await server.IssueTeamAsync("team");
        await server.AcquireAsync(1, "team");
        server.Advance(601);
        await server.AskAsync(new Request.StoreTime());

        var again = await RestartAsync(server);

        Assert.Empty(again.Stored.Sessions);
        Assert.Equal(StoreServer.Session(1), Assert.Single(again.Stored.Over).Id);
    }

    [Fact]
    public async Task Sessions_of_the_process_end_with_the_next_run()
    {
        var server = await MasterAsync();
        await server.AcquireAsync(1, LeaseRule.LocalLicense);
        Assert.Single(await Last().ReadSessionsAsync(0, 10, Ct));

        await StoreServer.StartAsync(Open(), Key);

        Assert.Empty(await Last().ReadSessionsAsync(0, 10, Ct));
    }

    [Fact]
    public async Task A_lease_length_that_was_lowered_is_kept()
    {
        var (parent, server) = await FamilyAsync();
        server.Advance(7);
        await parent.AskAsync(new Request.ChangeServer("oem", Oem(d => d.MaxLease = TimeSpan.FromMinutes(1)), null, null, "Ann"));
        await server.ApplyAsync(FileOf(parent));

        Assert.Equal([new LeaseLength(LeaseLengths.OfChain, 7000, 30 * 86_400)], (await RestartAsync(server)).Stored.Lengths);
    }

    [Fact]
    public async Task The_floor_and_the_run_time_are_those_of_the_last_commit()
    {
        var server = await MasterAsync();
        server.Advance(100);
        await server.AskAsync(new Request.StoreTime());

        var stored = await Open().OpenAsync(Ct);

        Assert.Equal((StoreServer.Start + 100, 100_000L), (stored.Floor, stored.RunTime));
        Assert.Equal(0L, Assert.Single(stored.Runs).Value);
    }

    [Fact]
    public async Task A_clock_that_is_set_is_the_floor_whatever_its_commit_says()
    {
        var server = await MasterAsync();

        await Last().CommitAsync(server.Commit(new Change.ClockSet(StoreServer.Start - 500)), Ct);

        Assert.Equal(StoreServer.Start - 500, (await Open().OpenAsync(Ct)).Floor);
    }

    [Theory]
    [InlineData(3_599_999, 500)]
    [InlineData(3_600_000, 200)]
    public async Task What_starts_have_raised_counts_for_an_hour_of_running(long runTime, long risen)
    {
        await MasterAsync();
        await Last().OpenAsync(Ct);
        await Last().CommitAsync(new Commit([new Change.RunStarted(new RunInfo(8, 0, 0, 300)), new Change.RunStarted(new RunInfo(9, 60_000, 0, 200))], StoreServer.Start, runTime), Ct);

        Assert.Equal(risen, (await Open().OpenAsync(Ct)).Risen);
    }

    [Fact]
    public async Task A_batch_is_stored_whole_or_not_at_all()
    {
        var server = await MasterAsync();
        var before = server.Describe();

        var result = await Last().CommitAsync(server.Commit(Started(1), Audited(1), Started(1)), Ct);

        Assert.Equal(CommitOutcome.NotCommitted, result.Outcome);
        Assert.NotNull(result.Cause);
        Assert.Empty(await Last().ReadSessionsAsync(0, 10, Ct));
        Assert.DoesNotContain(await Last().ReadAuditAsync(new(10), Ct), a => a.Entry.Action == "test.test");
        Assert.Equal(CommitOutcome.Committed, (await Last().CommitAsync(server.Commit(Started(1)), Ct)).Outcome);
        Assert.StartsWith(before, (await StoreServer.StartAsync(Open(), Key)).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_is_cancelled_stores_nothing_and_the_next_one_works()
    {
        var server = await MasterAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Last().CommitAsync(server.Commit(Started(1)), cancelled.Token));

        Assert.Equal(CommitOutcome.Committed, (await Last().CommitAsync(server.Commit(Started(1)), Ct)).Outcome);
        Assert.Single(await Last().ReadSessionsAsync(0, 10, Ct));
    }

    [Fact]
    public async Task A_store_that_was_opened_again_elsewhere_changes_nothing_any_more()
    {
        var first = await MasterAsync();
        var deposed = Last();
        await Open().OpenAsync(Ct);

        Assert.Equal(CommitOutcome.Deposed, (await deposed.CommitAsync(first.Commit(Started(1)), Ct)).Outcome);

        Assert.Empty(await Last().ReadSessionsAsync(0, 10, Ct));
        Assert.Equal(CommitOutcome.Committed, (await Last().CommitAsync(first.Commit(Started(2)), Ct)).Outcome);
        Assert.Equal(CommitOutcome.Deposed, (await deposed.CommitAsync(first.Commit(Started(1)), Ct)).Outcome);
    }

    [Fact]
    public async Task A_store_that_is_opened_again_by_itself_goes_on()
    {
        var server = await MasterAsync();

        await Last().OpenAsync(Ct);

        Assert.Equal(CommitOutcome.Committed, (await Last().CommitAsync(server.Commit(Started(1)), Ct)).Outcome);
    }

    [Fact]
    public async Task What_only_memory_keeps_is_stored_by_nobody()
    {
        var server = await MasterAsync();
        var before = server.Describe();

        var result = await Last().CommitAsync(server.Commit(new Change.PeakReported(1), new Change.LeaseMoved(0, default, default), new Change.TimeLearned(new SignedTime(1, false, 1))), Ct);

        Assert.Equal(CommitOutcome.Committed, result.Outcome);
        Assert.Equal(before, (await StoreServer.StartAsync(Open(), Key)).Describe());
    }

    [Fact]
    public async Task The_audit_trail_is_read_newest_first_also_within_a_second_and_across_runs()
    {
        var server = await MasterAsync();
        await Last().CommitAsync(server.Commit(Audited(1), Audited(2)), Ct);
        var again = await StoreServer.StartAsync(Open(), Key);
        await Last().CommitAsync(again.Commit(Audited(3)), Ct);

        var rows = await Last().ReadAuditAsync(new(2), Ct);

        Assert.Equal([new AuditEntry(3, "Ann", "test.test", null, "3 'quoted'"), new AuditEntry(2, "Ann", "test.test", null, "2 'quoted'")], rows.Select(r => r.Entry));
        Assert.Equal("license.apply", (await Last().ReadAuditAsync(new(100), Ct))[^1].Entry.Action);
    }

    [Fact]
    public async Task The_audit_trail_is_read_in_pages_of_what_is_asked_for()
    {
        var server = await MasterAsync();
        var rows = Enumerable.Range(1, 9).Select(i => new AuditEntry(i * 10, i % 2 == 0 ? "Bob" : "Ann", i % 3 == 0 ? "c.d" : "a.b", i < 5 ? "one" : null, "'; --"));
        await Last().CommitAsync(server.Commit([.. rows.Select(r => new Change.Audited(r))]), Ct);

        Assert.Equal([9, 8, 7], await AtAsync(new(3)));
        var third = (await Last().ReadAuditAsync(new(3), Ct))[2].Number;
        Assert.Equal([6, 5, 4, 3, 2, 1], await AtAsync(new(6, Before: third)));
        Assert.Equal([4, 3, 2, 1], await AtAsync(new(100, License: "one")));
        Assert.Equal([8, 6, 4, 2], await AtAsync(new(100, Actor: "Bob")));
        Assert.Equal([9, 6, 3], await AtAsync(new(100, Action: "c.d")));
        Assert.Equal([6, 5, 4], await AtAsync(new(100, From: 40, To: 70)));
        Assert.Equal([4, 2], await AtAsync(new(2, Before: third, License: "one", Actor: "Bob", Action: "a.b", From: 20, To: 41)));
        Assert.Empty(await AtAsync(new(100, Actor: "Ann' OR 1=1 --")));
    }

    [Fact]
    public async Task Rows_of_a_period_are_in_the_order_of_their_time_also_when_the_clock_was_set_back()
    {
        var server = await MasterAsync();
        long[] times = [50, 60, 20, 30, 60];
        await Last().CommitAsync(server.Commit([.. times.Select(at => new Change.Audited(new AuditEntry(at, "Ann", "a.b", "one", "")))]), Ct);

        Assert.Equal([6, 3, 2, 6, 5], await AtAsync(new(5)));
        Assert.Equal([6, 6, 5, 3, 2], await AtAsync(new(100, From: 20, To: 61)));
        var page = await Last().ReadAuditAsync(new(2, Actor: "Ann", From: 20, To: 61), Ct);
        Assert.Equal([5, 3, 2], await AtAsync(new(100, Before: page[1].Number, Actor: "Ann", From: 20, To: 61)));
    }

    [Fact]
    public async Task Sessions_are_read_in_pages_by_number()
    {
        var server = await MasterAsync();
        await Last().CommitAsync(server.Commit([.. Enumerable.Range(1, 5).Select(Started)]), Ct);

        var first = await Last().ReadSessionsAsync(0, 3, Ct);
        var rest = await Last().ReadSessionsAsync(first[^1].Number, 3, Ct);

        Assert.Equal([1L, 2L, 3L, 4L, 5L], first.Concat(rest).Select(s => s.Number));
        Assert.Equal(new SessionPageRow(4, StoreServer.Session(4), "team", "developer", 44, false, "{\"host\":\"pc4\"}"), rest[0]);
        Assert.Empty(await Last().ReadSessionsAsync(5, 3, Ct));
    }

    [Fact]
    public async Task Pages_are_read_while_batches_are_committed()
    {
        var server = await MasterAsync();
        var store = Last();
        var reading = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal(0, (await store.ReadSessionsAsync(0, 1000, Ct)).Count % 2);
            }
        }, Ct)));

        for (var i = 1; i < 50; i += 2)
        {
            Assert.Equal(CommitOutcome.Committed, (await store.CommitAsync(server.Commit(Started(i), Started(i + 1)), Ct)).Outcome);
        }

        await reading;
    }

    [Fact]
    public async Task A_commit_before_the_store_is_open_and_a_resolution_of_nothing_are_misuse()
    {
        var server = await MasterAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Open().CommitAsync(server.Commit(), Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _stores[0].ResolveAsync(Ct));
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        Clean();
    }

    private protected virtual void Clean()
    {
    }

    private protected IServerStore Open()
    {
        _stores.Add(Create());
        return Last();
    }

    private protected IServerStore Last() => _stores[^1];

    private protected Task<StoreServer> MasterAsync() => StoreServer.StartMasterAsync(Open(), Key);

    /// <summary>A Master and the OEM server below it, whose store is the one that is tested.</summary>
    private protected async Task<(StoreServer Parent, StoreServer Server)> FamilyAsync()
    {
        var parent = await StoreServer.StartMasterAsync(new Testing.MemoryStore(), StoreServer.KeyOf(9));
        await parent.AskAsync(new Request.IssueServer("oem", Oem(), "Ann"));
        var server = await StoreServer.StartAsync(Open(), Key);
        await server.ApplyAsync(FileOf(parent));
        return (parent, server);
    }

    private protected static Change.SessionStarted Started(int number) =>
        new(StoreServer.Session(number), number, "team", "developer", 0, number * 11, $$"""{"host":"pc{{number}}"}""", 0);

    private protected static ServerLicenseDraft Oem(Action<ServerLicenseDraft>? change = null) => StoreServer.ChildDraft("oem", Key, d =>
    {
        d.Oem = 1;
        d.Duration = "P1Y";
        d.Seats["developer"] = 700;
        change?.Invoke(d);
    });

    private protected static byte[] FileOf(StoreServer parent)
    {
        var grant = parent.State.Ledger.Servers["oem"];
        return new ChildFile(parent.State.Child.Chain!, StoreServer.KeyOf(9).PublicKey, grant.Current.Document).ToBundle();
    }

    private protected static async Task AnswerAsync(StoreServer parent, StoreServer server, PendingPing ping)
    {
        var compact = ping.Document.Compact;
        var sha256 = VerifiedPayload.HashOf(System.Text.Encoding.UTF8.GetBytes(compact));
        var reply = await parent.AskAsync(new Request.AnswerPing(Ping.Read(compact, Key.PublicKey).Value!, sha256, Key.PublicKey));
        var answer = new PingAnswer(reply.Pong.Compact, reply.File?.ToBundle(), reply.Above);
        await server.AskAsync(new Request.TakeAnswer(VerifiedAnswer.Verify(server.State.Child.Chain!, ping.Seq, answer, StoreServer.Url, StoreServer.Reader, Key.PublicKey)));
    }

    /// <summary>The next process, which must know the same.</summary>
    private protected async Task<StoreServer> RestartAsync(StoreServer server)
    {
        var again = await StoreServer.StartAsync(Open(), Key, server.At.Now, ticks: 500);
        Assert.Equal(server.Describe(), again.Describe());
        return again;
    }

    private async Task<IEnumerable<long>> AtAsync(AuditFilter filter) => (await Last().ReadAuditAsync(filter, Ct)).Select(r => r.Entry.At / 10);

    private static Change.Audited Audited(int number) => new(new AuditEntry(number, "Ann", "test.test", null, $"{number} 'quoted'"));
}
