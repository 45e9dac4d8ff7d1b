using LicenseKit.Activation;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>One installation of a <see cref="TestWorld"/>: child of one, parent of others, session server.</summary>
public sealed class VirtualServer
{
    private readonly TestWorld _world;
    private readonly ChildStep _child;
    private VirtualServer? _parent;
    private long _nextPing;
    private int _failures;
    private int _nonces;

    internal VirtualServer(TestWorld world, SigningKey key, ChainReader reader)
    {
        _world = world;
        Key = key;
        _child = new ChildStep(reader, key.PublicKey);
        Issuing = new IssuingStep(new VersionSigner(reader, key), TestWorld.Url);
        Parent = new ParentStep(Issuing, key);
        Sessions = new SessionStep(key);
        Leases = new LeaseVerifier(reader);
    }

    /// <summary>The verified chain in force, from the Master down to this server.</summary>
    /// <exception cref="InvalidOperationException">No license is held.</exception>
    public Chain Chain => State.Chain ?? throw new InvalidOperationException("The server holds no license.");

    /// <summary>The id of the license that it holds.</summary>
    public string Id => Chain.Leaf.Id;

    /// <summary>What its license is worth now, and why it is not worth more.</summary>
    public StandingReport Standing => ChildStanding.Of(State, Key.PublicKey, _world.Seconds);

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

    internal IssuingStep Issuing { get; }

    internal ParentStep Parent { get; }

    internal SessionStep Sessions { get; }

    internal LeaseVerifier Leases { get; }

    internal List<VirtualApp> Apps { get; } = [];

    internal ChildState State { get; set; } = new();

    internal Ledger Ledger { get; set; } = Ledger.Empty;

    internal SessionTable Table { get; set; } = SessionTable.Empty;

    internal IssuerRights Rights => new(Chain, Standing);

    internal SessionContext Context => new(State.Chain, Standing, State.Chain is null ? 0 : FreshUntil.Of(State).At, Ledger, _world.At);

    /// <summary>When something happens here next by itself, in effective seconds.</summary>
    internal long NextEvent => Apps.Select(a => a.NextRenewal).Append(MustPing ? _nextPing : long.MaxValue).Min();

    private bool MustPing => _parent is not null && ChildStep.MustPing(State);

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
        if (!IssuingStep.Find(Ledger, child.Id).Is(out var grant, out var fault) || !DraftReader.ReadServerLicense(grant.Current.Draft).Is(out var draft, out fault))
        {
            return fault;
        }

        change(draft);
        return TryKeep(TryChange(child.Id, draft));
    }

    /// <summary>Suspends a child's license with its next ping.</summary>
    public LicenseFault? Suspend(VirtualServer child) => Set(child, LicenseState.Suspended);

    /// <summary>Resumes a suspended license with the child's next ping.</summary>
    public LicenseFault? Resume(VirtualServer child) => Set(child, LicenseState.Active);

    /// <summary>Revokes a child's license with its next ping, for ever.</summary>
    public LicenseFault? Revoke(VirtualServer child) => Set(child, LicenseState.Revoked);

    internal Outcome<ChildState> Apply(byte[] file, string? replaces = null)
    {
        var outcome = _child.Apply(State, file, replaces);
        var endsBefore = State.Chain?.Rights.Expires;
        State = outcome.Value ?? State;
        if (outcome.Value is not null && endsBefore is not null && endsBefore != Chain.Rights.Expires && Ledger != Ledger.Empty)
        {
            FollowEnd();
        }

        return outcome;
    }

    /// <summary>Applies a file that must be good.</summary>
    internal void Take(byte[] file) => Must(Apply(file).Fault);

    internal byte[] FileOf(string id) => Parent.Bundle(Rights, Ledger.Servers[id]);

    internal ServerLicense License(string id) => Ledger.Servers[id].License;

    internal SessionLicense SessionLicense(string id) => Ledger.Sessions[id].License;

    internal string Issue(ServerLicenseDraft draft) => Keep(Issuing.Issue(Ledger, Rights, draft, _world.NewId(), "test", _world.Seconds));

    internal string Issue(SessionLicenseDraft draft) => Keep(Issuing.IssueSession(Ledger, Rights, draft, _world.NewId(), "test", _world.Seconds));

    internal Outcome<Issued> TryIssue(ServerLicenseDraft draft) => Issuing.Issue(Ledger, Rights, draft, _world.NewId(), "test", _world.Seconds);

    internal Outcome<Issued> TryChange(string id, ServerLicenseDraft draft, string? overlap = null, long? ifSerial = null) =>
        Issuing.Change(Ledger, Rights, id, draft, ifSerial, overlap, "test", _world.Seconds);

    internal void Change(string id, ServerLicenseDraft draft, string? overlap = null) => Keep(TryChange(id, draft, overlap));

    internal void SetState(string id, LicenseState state) => Keep(Issuing.SetState(Ledger, Rights, id, state, null, "test", _world.Seconds));

    internal void Reset(string id, string? overlap = null) => Keep(Issuing.Reset(Ledger, Rights, id, overlap, "test", _world.Seconds));

    internal string Keep(Outcome<Issued> outcome)
    {
        Must(TryKeep(outcome));
        return outcome.Value!.Id;
    }

    internal ActivationRequest ActivationOf(ServerLicense held) => ActivationRequest.Sign(Key, TestWorld.Product, _world.Seconds, Nonce(), held);

    internal Outcome<Activated> TryActivate(VirtualServer parent, ServerLicense? held = null)
    {
        var outcome = parent.Parent.Activate(parent.Ledger, parent.Rights, ActivationOf(held ?? Chain.Leaf), _world.Seconds);
        parent.Ledger = outcome.Value?.Ledger ?? parent.Ledger;
        return outcome;
    }

    internal void Activate(VirtualServer parent)
    {
        var outcome = TryActivate(parent);
        Must(outcome.Fault);
        Take(outcome.Value!.Bundle);
        _parent = parent;
        _nextPing = _world.Seconds;
    }

    /// <summary>The stored ping that waits for its answer.</summary>
    internal string MakePing(long settled = 0) => MakePing(new ChildFacts(settled, new Dictionary<string, long>(StringComparer.Ordinal), 0, 0, 0));

    /// <summary>What this server answers a ping, as its endpoint would; null when it is refused.</summary>
    internal PingAnswer? Receive(string ping, PublicKey sender) => TryAnswer(ping, sender).Value is { } ponged
        ? new PingAnswer(ponged.Pong, ponged.Bundle, [.. State.Talk.Above.Values.Append(State.Talk.Contact).OfType<Contacted>().Select(c => c.Pong)])
        : null;

    internal Outcome<Ponged> TryAnswer(string ping, PublicKey sender)
    {
        var read = Ping.Read(ping, sender);
        Must(read.Fault);
        var outcome = Parent.Answer(Ledger, Rights, read.Value!, ping, sender, _world.Seconds);
        Ledger = outcome.Value?.Ledger ?? Ledger;
        return outcome;
    }

    internal PingAnswered Answer(PingAnswer answer)
    {
        var before = State;
        var answered = _child.Answer(State, answer, TestWorld.Url, _world.At);
        State = answered.State;
        if (before.Chain?.Rights.Expires != State.Chain?.Rights.Expires && Ledger != Ledger.Empty)
        {
            FollowEnd();
        }

        return answered;
    }

    /// <summary>One ping there and back.</summary>
    internal PingAnswered PingTo(VirtualServer parent) => Answer(parent.Receive(MakePing(), Key.PublicKey)!);

    internal Outcome<SessionAnswer> Acquire(string session, string license = SessionStep.LocalLicense, string kind = "developer", string nonce = "nonce-of-the-request")
    {
        Lapse();
        return Keep(Sessions.Acquire(Table, Context, session, license, kind, nonce, null));
    }

    internal Outcome<SessionAnswer> Renew(string session, long n, string nonce = "nonce-of-the-request")
    {
        Lapse();
        return Keep(Sessions.Renew(Table, Context, session, n, nonce));
    }

    internal void Release(string session) => Table = Table.End(Table.Live[session], _world.Seconds + SessionStep.NotAgain);

    internal void Lapse() => Table = SessionStep.Lapse(Table, _world.At.Ticks, _world.Seconds, _ => { });

    internal string Nonce() => $"nonce-number-{++_nonces:D8}";

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

    private void SendPing()
    {
        var ping = MakePing(Report.Of(State, Ledger, Table, _world.Seconds, 0));
        var answer = IsCut || _parent!.IsCut ? null : _parent.Receive(ping, Key.PublicKey);
        _failures = answer is null ? _failures + 1 : 0;
        if (answer is not null)
        {
            Answer(answer);
        }

        var pause = ChildStep.Pause(State, _world.At, _failures, jitter: 1);
        _nextPing = _world.Seconds + Math.Max(1, pause / 1000);
    }

    private string MakePing(ChildFacts facts)
    {
        State = ChildStep.Ping(State, Key, _world.At, Nonce(), facts);
        return State.Talk.Pending!.Jws;
    }

    private LicenseFault? Set(VirtualServer child, LicenseState state)
    {
        ArgumentNullException.ThrowIfNull(child);
        return TryKeep(Issuing.SetState(Ledger, Rights, child.Id, state, null, "test", _world.Seconds));
    }

    private LicenseFault? TryKeep(Outcome<Issued> outcome)
    {
        Ledger = outcome.Value?.Ledger ?? Ledger;
        return outcome.Fault;
    }

    /// <summary>Grants that last as long as this server's own license follow its new end.</summary>
    private void FollowEnd() => Ledger = new FollowStep(Issuing).Follow(Ledger, Rights, _world.Seconds) is { Count: > 0 } taken ? taken[^1].Ledger : Ledger;

    private Outcome<SessionAnswer> Keep(Outcome<SessionAnswer> outcome)
    {
        Table = outcome.Value?.Table ?? Table;
        return outcome;
    }

    private static void Must(LicenseFault? fault)
    {
        if (fault is not null)
        {
            throw new LicenseAssertException($"The step must succeed, but it is refused with {fault}");
        }
    }
}
