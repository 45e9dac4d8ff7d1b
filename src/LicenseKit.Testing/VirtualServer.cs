using System.Security.Cryptography;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>One installation of a <see cref="TestWorld"/>: child of one, parent of others, session server. Its machine is the one of the library.</summary>
public sealed class VirtualServer
{
    private readonly TestWorld _world;
    private readonly ChainReader _reader;
    private readonly VirtualStore _store = new();
    private VirtualServer? _parent;
    private long _nextPing;
    private int _failures;
    private int _nonces;

    internal VirtualServer(TestWorld world, SigningKey key, ChainReader reader)
    {
        _world = world;
        _reader = reader;
        Key = key;
        Leases = new LeaseVerifier(reader);
        Machine = Started(new ServerState { Run = new RunInfo(1, 0, world.At.Ticks) });
    }

    /// <summary>The verified chain in force, from the Master down to this server.</summary>
    /// <exception cref="InvalidOperationException">No license is held.</exception>
    public Chain Chain => State.Chain ?? throw new InvalidOperationException("The server holds no license.");

    /// <summary>The id of the license that it holds.</summary>
    public string Id => Chain.Leaf.Id;

    /// <summary>What its license is worth now, and why it is not worth more.</summary>
    public StandingReport Standing => HolderStanding.Of(State, Key.PublicKey, _world.Seconds);

    /// <summary>Seats that its apps hold now.</summary>
    public Seats InUse
    {
        get
        {
            Lapse();
            return Table.InUse;
        }
    }

    /// <summary>The installation's key pair; known to everybody, as all keys of a test world.</summary>
    public SigningKey Key { get; }

    /// <summary>True while nobody reaches it: neither its children nor its apps, nor it its parent.</summary>
    public bool IsCut { get; private set; }

    internal LeaseVerifier Leases { get; }

    internal List<VirtualApp> Apps { get; } = [];

    internal Machine Machine { get; private set; }

    /// <summary>The changes of the last request, lapses not among them.</summary>
    internal IReadOnlyList<Change> LastChanges { get; private set; } = [];

    internal ChildState State
    {
        get => Machine.State.Child;
        set => Machine.State.Child = value;
    }

    internal Ledger Ledger
    {
        get => Machine.State.Ledger;
        set => Machine.State.Ledger = value;
    }

    internal SessionTable Table => Machine.State.Sessions;

    internal IssuerRights Rights => new(Chain, Standing);

    /// <summary>What a license issued here is worth, as lists show it.</summary>
    internal StandingReport StandingOf(string id) =>
        Ledger.Servers.TryGetValue(id, out var server) ? server.Standing(Rights, _world.Seconds) : Ledger.Sessions[id].Standing(Rights, _world.Seconds);

    /// <summary>When something happens here next by itself, in effective seconds.</summary>
    internal long NextEvent => Apps.Select(a => a.NextRenewal).Append(MustPing ? _nextPing : long.MaxValue).Min();

    private bool MustPing => _parent is not null && HolderRules.MustPing(State);

    /// <summary>Takes the server off the network.</summary>
    public void Cut() => IsCut = true;

    /// <summary>Puts it back.</summary>
    public void Mend() => IsCut = false;

    /// <summary>Applies the bytes of a file, as an operator would.</summary>
    /// <param name="file">The <c>.lic</c> file.</param>
    /// <param name="replaces">The id of the held license that is given up for another one.</param>
    /// <returns>Why it is refused; null when it is in force.</returns>
    public LicenseFault? TakeUp(ReadOnlyMemory<byte> file, string? replaces = null) => Apply(file.ToArray(), replaces).Fault;

    /// <summary>The newest file of a child's license, as this server hands it out.</summary>
    public byte[] FileFor(VirtualServer child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return FileOf(child.Id);
    }

    /// <summary>Issues the next version of a child's license; it reaches the child with its next ping.</summary>
    /// <returns>Why not; null when it is issued.</returns>
    public LicenseFault? Change(VirtualServer child, Action<ServerLicenseDraft> change)
    {
        ArgumentNullException.ThrowIfNull(child);
        ArgumentNullException.ThrowIfNull(change);
        if (!IssuingRules.Find(Ledger, child.Id).Is(out var grant, out var fault) || !DraftReader.ReadServerLicense(grant.Current.Draft).Is(out var draft, out fault))
        {
            return fault;
        }

        change(draft);
        return TryChange(child.Id, draft).Fault;
    }

    /// <summary>Suspends a child's license with its next ping.</summary>
    public LicenseFault? Suspend(VirtualServer child) => Set(child, LicenseState.Suspended);

    /// <summary>Resumes a suspended license with the child's next ping.</summary>
    public LicenseFault? Resume(VirtualServer child) => Set(child, LicenseState.Active);

    /// <summary>Revokes a child's license with its next ping, permanently.</summary>
    public LicenseFault? Revoke(VirtualServer child) => Set(child, LicenseState.Revoked);

    /// <summary>One request as a batch of its own: decided, signed, stored, answered.</summary>
    internal Outcome<TReply> Ask<TReply>(Request<TReply> request)
        where TReply : class
    {
        var answer = Run(request);
        while (Machine.IsDue(_world.At))
        {
            Run(null);
        }

        return answer!.Value.Fault is { } fault ? fault : (TReply)answer.Value.Reply!;
    }

    internal Outcome<Chain> Apply(byte[] file, string? replaces = null) =>
        _reader.ReadAs(Key.PublicKey, file).Is(out var chain, out var fault) ? Ask(new Request.ApplyChain(chain, replaces, "test")) : fault;

    /// <summary>Applies a file that must be good.</summary>
    internal void Take(byte[] file) => Must(Apply(file).Fault);

    internal byte[] FileOf(string id) => new ChildFile(Chain, Key.PublicKey, Ledger.Servers[id].Current.Document).ToBundle();

    /// <summary>The newest version of a license issued here, verified.</summary>
    internal ServerLicense License(string id) => Signed.Verified(Ledger.Servers[id].Current.Document.Compact, Key.PublicKey);

    internal SessionLicense SessionLicense(string id) =>
        _reader.Read(Chain.ToBundle(Key.PublicKey, Ledger.Sessions[id].Current.Document.Compact)).Value?.SessionLicense ?? throw new LicenseAssertException("The session license must verify.");

    internal string Issue(ServerLicenseDraft draft) => Good(TryIssue(draft)).Id;

    internal string Issue(SessionLicenseDraft draft) => Good(TryIssue(draft)).Id;

    internal Outcome<GrantReply> TryIssue(ServerLicenseDraft draft) => Ask(new Request.IssueServer(_world.NewId(), draft, "test"));

    internal Outcome<GrantReply> TryIssue(SessionLicenseDraft draft) => Ask(new Request.IssueSession(_world.NewId(), draft, "test"));

    internal Outcome<GrantReply> TryChange(string id, ServerLicenseDraft draft, string? overlap = null, long? ifSerial = null) =>
        Ask(new Request.ChangeServer(id, draft, ifSerial, overlap, "test"));

    internal void Change(string id, ServerLicenseDraft draft, string? overlap = null) => Good(TryChange(id, draft, overlap));

    internal Outcome<GrantReply> TrySetState(string id, LicenseState state) => Ask(new Request.SetState(id, state, null, "test"));

    internal void SetState(string id, LicenseState state) => Good(TrySetState(id, state));

    internal Outcome<GrantReply> TryReset(string id, string? overlap = null) => Ask(new Request.ResetActivation(id, overlap, "test"));

    internal void Reset(string id, string? overlap = null) => Good(TryReset(id, overlap));

    internal void RevokeSession(string id) => Good(Ask(new Request.RevokeSession(id, null, "test")));

    internal ActivationRequest ActivationOf(ServerLicense held) => ActivationRequest.Sign(Key, TestWorld.Product, _world.Seconds, Nonce(), held);

    internal Outcome<ChildFile> TryActivate(VirtualServer parent, ServerLicense? held = null) => parent.Ask(new Request.Activate(ActivationOf(held ?? Chain.Leaf)));

    internal void Activate(VirtualServer parent)
    {
        Take(Good(TryActivate(parent)).ToBundle());
        _parent = parent;
        _nextPing = _world.Seconds;
    }

    /// <summary>The stored ping that waits for its answer, in compact form.</summary>
    internal string MakePing() => Good(Ask(new Request.MakePing(Nonce(), 0))).Document.Compact;

    /// <summary>What this server answers a ping, as its endpoint would; null when it is refused.</summary>
    internal PingAnswer? Receive(string ping, PublicKey sender) => TryAnswer(ping, sender).Value is { } reply
        ? new PingAnswer(reply.Pong.Compact, reply.File?.ToBundle(), reply.Above)
        : null;

    internal Outcome<PongReply> TryAnswer(string ping, PublicKey sender)
    {
        var read = Ping.Read(ping, sender);
        Must(read.Fault);
        return TryAnswer(read.Value!, ping, sender);
    }

    internal Outcome<PongReply> TryAnswer(Ping ping, string compact, PublicKey sender) =>
        Ask(new Request.AnswerPing(ping, Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(compact))), sender));

    /// <summary>Takes what a parent answered to the last ping.</summary>
    internal PingResult Answer(PingAnswer answer)
    {
        var seq = State.Exchange.Pending?.Seq ?? 0;
        return Good(Ask(new Request.TakeAnswer(VerifiedAnswer.Verify(Chain, seq, answer, TestWorld.Url, _reader, Key.PublicKey))));
    }

    /// <summary>One ping there and back.</summary>
    internal PingResult PingTo(VirtualServer parent) => Answer(parent.Receive(MakePing(), Key.PublicKey)!);

    internal Outcome<GrantedLease> Acquire(string session, string license = LeaseRule.LocalLicense, string kind = "developer", string nonce = "nonce-of-the-request-A") =>
        Ask(new Request.Acquire(TestWorld.SessionIdOf(session), license, kind, nonce, null));

    internal Outcome<GrantedLease> Renew(string session, long n, string nonce = "nonce-of-the-request-A") =>
        Ask(new Request.Renew(TestWorld.SessionIdOf(session), n, nonce));

    internal void Release(string session) => Good(Ask(new Request.Release(TestWorld.SessionIdOf(session))));

    /// <summary>An operator ends a session.</summary>
    internal void End(string session) => Good(Ask(new Request.EndSession(TestWorld.SessionIdOf(session), "test")));

    internal void Lapse()
    {
        while (Machine.IsDue(_world.At))
        {
            Run(null);
        }
    }

    /// <summary>The id of a session license that was issued here, by its bytes; null when it was not.</summary>
    internal string? IssuedAs(string jws) => Ledger.Sessions.Values.FirstOrDefault(g => g.Current.Document.Compact == jws)?.Id;

    internal bool Holds(string session) => Table.TryFind(TestWorld.SessionIdOf(session), out _);

    /// <summary>The last lease of a live session.</summary>
    internal LeaseMark Mark(string session) =>
        Table.TryFind(TestWorld.SessionIdOf(session), out var slot) ? LeaseMark.Of(Table[slot]) : throw new LicenseAssertException($"Session '{session}' is not live.");

    /// <summary>kill -9 and a new start: what was stored is there again.</summary>
    internal void Restart() => Machine = Started(_store.Load(Machine.State, _world.At));

    internal string Nonce() => $"nonce-number-{++_nonces:D8}A";

    /// <summary>Does what is due at this second.</summary>
    internal void Tick()
    {
        Lapse();
        if (MustPing && _nextPing <= _world.Seconds)
        {
            SendPing();
        }

        foreach (var app in Apps.Where(a => a.NextRenewal <= _world.Seconds).ToArray())
        {
            app.Renew();
        }
    }

    private Machine Started(ServerState state)
    {
        var machine = new Machine(state, _reader, Key.PublicKey, TestWorld.Url);
        Machine = machine;
        Run(new Request.Start());
        return machine;
    }

    private Answer? Run(Request? request)
    {
        var batch = new Batch(Machine, _world.At, request is null ? [] : [request]);
        for (var step = batch.Decide(mostDue: int.MaxValue); step != Step.Answer;)
        {
            step = step == Step.Sign ? Sign(batch) : Store(batch);
        }

        LastChanges = [.. batch.Applied];
        return request is null ? null : batch.Answers.Single();
    }

    private Step Sign(Batch batch)
    {
        foreach (var document in batch.Unsigned)
        {
            document.Sign(Key);
        }

        return batch.Signed(new Dictionary<Document, LicenseFault>());
    }

    private Step Store(Batch batch)
    {
        _store.Commit(batch.Changes, Machine.State.Run, _world.At);
        return batch.Committed();
    }

    private void SendPing()
    {
        var ping = MakePing();
        var answer = IsCut || _parent!.IsCut ? null : _parent.Receive(ping, Key.PublicKey);
        _failures = answer is null ? _failures + 1 : 0;
        if (answer is not null)
        {
            Answer(answer);
        }

        var pause = HolderRules.Pause(State, _world.At, _failures, jitter: 1);
        _nextPing = _world.Seconds + Math.Max(1, pause / 1000);
    }

    private LicenseFault? Set(VirtualServer child, LicenseState state)
    {
        ArgumentNullException.ThrowIfNull(child);
        return TrySetState(child.Id, state).Fault;
    }

    private static T Good<T>(Outcome<T> outcome)
        where T : class
    {
        Must(outcome.Fault);
        return outcome.Value!;
    }

    private static void Must(LicenseFault? fault)
    {
        if (fault is not null)
        {
            throw new LicenseAssertException($"The request must succeed, but it is refused with {fault}");
        }
    }
}
