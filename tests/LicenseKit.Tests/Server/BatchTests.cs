using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Server;

/// <summary>The order of steps: who is answered what when a signature or a commit fails.</summary>
public sealed class BatchTests
{
    private static readonly LicenseFault NotSigned = new(FaultCode.CannotSign, "not signed", "");
    private static readonly LicenseFault NotStored = new(FaultCode.Storage, "not stored", "");
    private static readonly Dictionary<Document, LicenseFault> AllSigned = [];

    private readonly TestWorld _world = new();
    private readonly VirtualServer _server;

    public BatchTests() => _server = _world.Master(c => c with { Seats = Seats(3, 0, 0) });

    [Fact]
    public void A_batch_decides_signs_stores_and_answers()
    {
        var batch = Of(Take("a"), Take("b"));
        Assert.Equal(Step.Sign, batch.Decide(0));
        Assert.Equal(2, batch.Unsigned.Count);
        Assert.Equal(Step.Commit, Signed(batch));
        Assert.Equal(2, batch.Changes.Count());
        Assert.Equal(Step.Answer, batch.Committed());
        Assert.All(batch.Answers, a => Assert.True(((GrantedLease)a.Reply!).Document.IsSigned));
    }

    [Fact]
    public void What_frees_seats_is_decided_first_and_answers_come_in_order_of_arrival()
    {
        Run(Take("a"), Take("b"), Take("c"));
        var answers = Run(Take("d"), new Request.Release(SessionIdOf("a")));
        Assert.Equal([null, null], answers.Select(a => a.Fault?.Code));
        Assert.IsType<Request.Acquire>(answers[0].Request);
    }

    [Fact]
    public void A_document_that_cannot_be_signed_refuses_its_own_request_and_frees_its_seat_for_the_next()
    {
        var batch = Of(Take("a"), Take("b"), Take("c"), Take("d"));
        batch.Decide(0);
        Assert.Equal(3, batch.Unsigned.Count);
        var failed = batch.Unsigned[1];
        SignAllBut(batch, failed);
        Assert.Equal(Step.Sign, batch.Signed(new Dictionary<Document, LicenseFault> { [failed] = NotSigned }));
        Assert.Single(batch.Unsigned); // the fourth has a seat now; the others keep their signatures
        Assert.Equal(Step.Commit, Signed(batch));
        batch.Committed();
        Assert.Equal([null, FaultCode.CannotSign, null, null], batch.Answers.Select(a => a.Fault?.Code));
        Assert.Equal(3, _server.Table.Count);
        Assert.False(_server.Holds("b"));
    }

    [Fact]
    public void A_second_failure_refuses_all_that_need_a_signature_and_nothing_else()
    {
        Run(Take("z"));
        var batch = Of(Take("a"), Take("b"), new Request.Release(SessionIdOf("z")));
        batch.Decide(0);
        batch.Signed(batch.Unsigned.ToDictionary(d => d, _ => NotSigned));
        Assert.Empty(batch.Unsigned);
        Assert.Equal([FaultCode.CannotSign, FaultCode.CannotSign, null], batch.Answers.Select(a => a.Fault?.Code));

        batch = Of(Take("c"), Take("d"), Take("e"), Take("f"), new Request.Release(SessionIdOf("z")));
        batch.Decide(0);
        var first = batch.Unsigned[0];
        SignAllBut(batch, first);
        Assert.Equal(Step.Sign, batch.Signed(new Dictionary<Document, LicenseFault> { [first] = NotSigned }));
        Assert.Equal(Step.Commit, batch.Signed(new Dictionary<Document, LicenseFault> { [batch.Unsigned[0]] = NotSigned }));
        batch.Committed();
        Assert.Equal([FaultCode.CannotSign, null, null, FaultCode.CannotSign, null], batch.Answers.Select(a => a.Fault?.Code));
    }

    [Fact]
    public void A_commit_that_fails_takes_the_batch_back_and_answers_what_needs_none()
    {
        Run(Take("a"));
        var before = StateText.Of(_server.Machine.State);
        var batch = Of(Take("b"), new Request.Renew(SessionIdOf("a"), 1, "nonce"), Take("a"));
        batch.Decide(0);
        Signed(batch);
        var step = batch.NotCommitted(NotStored);
        Assert.Equal(Step.Answer, step == Step.Sign ? Signed(batch) : step);
        Assert.Equal([FaultCode.Storage, null, null], batch.Answers.Select(a => a.Fault?.Code));
        Assert.Equal(2, ((GrantedLease)batch.Answers.ElementAt(1).Reply!).Lease.N);
        _server.Machine.Undo(batch.Applied.Single());
        Assert.Equal(before, StateText.Of(_server.Machine.State));
    }

    [Fact]
    public void A_refusal_that_rested_on_a_seat_that_was_not_stored_is_decided_again()
    {
        Run(Take("a"), Take("b"));
        var batch = Of(Take("c"), Take("d"));
        batch.Decide(0);
        Assert.Equal(FaultCode.NoSeat, batch.Answers.ElementAt(1).Fault!.Code);
        Signed(batch);
        Assert.Equal(Step.Answer, batch.NotCommitted(NotStored));
        Assert.Equal([FaultCode.Storage, FaultCode.Storage], batch.Answers.Select(a => a.Fault?.Code));
    }

    [Fact]
    public void A_lapse_is_a_fact_of_time_it_frees_the_seat_though_it_could_not_be_stored_and_waits_for_the_next_commit()
    {
        Run(Take("a"));
        _world.Seconds += 600;
        var batch = Of();
        Assert.Equal(Step.Commit, batch.Decide(0));
        Assert.Equal(Step.Answer, batch.NotCommitted(NotStored));
        Assert.Equal(0, _server.Table.Count);
        var next = Of(Take("b"));
        next.Decide(0);
        Signed(next);
        Assert.Equal([typeof(Change.SessionOver), typeof(Change.SessionStarted)], next.Changes.Select(c => c.GetType()));
        next.Committed();
        Assert.Empty(_server.Machine.Unstored);
    }

    [Fact]
    public void While_nothing_can_be_stored_a_renewal_goes_on_and_what_needs_a_commit_is_refused_at_once()
    {
        Run(Take("a"), Take("b"));
        _world.Seconds += 300;
        Run(new Request.Renew(SessionIdOf("b"), 1, "nonce"));
        _world.Seconds += 300; // a lapses
        var batch = new Batch(_server.Machine, _world.At, [new Request.Renew(SessionIdOf("b"), 2, "nonce"), Take("c")], NotStored);
        batch.Decide(0);
        Assert.Equal(Step.Answer, Signed(batch));
        Assert.Equal([null, FaultCode.Storage], batch.Answers.Select(a => a.Fault?.Code));
        Assert.Single(_server.Machine.Unstored);
    }

    [Fact]
    public void An_exception_reaches_who_asked_and_the_others_are_decided()
    {
        var batch = Of(new Request.MakePing(null!, 0), Take("a"), new Request.ReadLeases(null!));
        batch.Decide(0);
        Signed(batch);
        batch.Committed();
        Assert.IsType<NullReferenceException>(batch.Answers.Last().Misuse);
        Assert.Null(batch.Answers.ElementAt(1).Fault);
    }

    [Fact]
    public void Grants_that_follow_are_issued_again_in_slices_in_order_of_their_ids()
    {
        var world = new TestWorld();
        var server = world.Master();
        var ids = Enumerable.Range(0, 5).Select(i => server.Issue(Draft($"Client {i}", 1, 0, 0))).ToArray();
        var shorter = Some.Verifier.Verify(NextFile(server, c => c with { Expires = Start + (100 * Day), Grace = 0 }), Some.Start).Chain!;
        var batch = new Batch(server.Machine, world.At, [new Request.ApplyChain(shorter, null, "test")]);
        Finish(server, batch, 0);
        Assert.All(ids, id => Assert.Equal(1, server.License(id).Serial));
        Assert.True(server.Machine.IsDue(world.At));
        Finish(server, new Batch(server.Machine, world.At, []), 2);
        Assert.Equal([2, 2, 1, 1, 1], ids.Order(StringComparer.Ordinal).Select(id => server.License(id).Serial));
        Finish(server, new Batch(server.Machine, world.At, []), 10);
        Assert.All(ids, id => Assert.Equal(Start + (100 * Day), server.License(id).Claims.Expires));
        Assert.False(server.Machine.IsDue(world.At));
    }

    private static Request.Acquire Take(string name) => new(SessionIdOf(name), LeaseRule.LocalLicense, "developer", "nonce-of-the-request-A", null);

    private Batch Of(params Request[] requests) => new(_server.Machine, _world.At, requests);

    private Answer[] Run(params Request[] requests)
    {
        var batch = Of(requests);
        Finish(_server, batch, 0);
        return [.. batch.Answers];
    }

    private static void Finish(VirtualServer server, Batch batch, int mostDue)
    {
        for (var step = batch.Decide(mostDue); step != Step.Answer;)
        {
            step = step == Step.Sign ? SignAllBut(batch, null, server.Key).Signed(AllSigned) : batch.Committed();
        }
    }

    private Step Signed(Batch batch) => SignAllBut(batch, null).Signed(AllSigned);

    private Batch SignAllBut(Batch batch, Document? failed) => SignAllBut(batch, failed, _server.Key);

    private static Batch SignAllBut(Batch batch, Document? failed, SigningKey key)
    {
        foreach (var document in batch.Unsigned.Where(d => d != failed))
        {
            document.Sign(key);
        }

        return batch;
    }
}
