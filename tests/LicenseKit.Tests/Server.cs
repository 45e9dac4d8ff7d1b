using LicenseKit.Activation;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using Xunit;

namespace LicenseKit.Tests;

/// <summary>One installation of a <see cref="World"/>: child of one, parent of others, session server.</summary>
internal sealed class Server
{
    private readonly World _world;
    private readonly ChildStep _child;
    private int _nonces;

    public Server(World world, SigningKey key, ChainReader reader)
    {
        _world = world;
        Key = key;
        _child = new ChildStep(reader, key.PublicKey);
        Issuing = new IssuingStep(new VersionSigner(reader, key), World.Url);
        Parent = new ParentStep(Issuing, key);
        Sessions = new SessionStep(key);
        Leases = new LeaseVerifier(reader);
    }

    public SigningKey Key { get; }

    public IssuingStep Issuing { get; }

    public ParentStep Parent { get; }

    public SessionStep Sessions { get; }

    public LeaseVerifier Leases { get; }

    public ChildState State { get; set; } = new();

    public Ledger Ledger { get; set; } = Ledger.Empty;

    public SessionTable Table { get; set; } = SessionTable.Empty;

    public Chain Chain => State.Chain!;

    public string Id => Chain.Leaf.Id;

    public StandingReport Standing => ChildStanding.Of(State, Key.PublicKey, _world.Now);

    public IssuerRights Rights => new(Chain, Standing);

    public SessionContext Context => new(State.Chain, Standing, State.Chain is null ? 0 : FreshUntil.Of(State).At, Ledger, _world.At);

    public Outcome<ChildState> Apply(byte[] file, string? replaces = null)
    {
        var outcome = _child.Apply(State, file, replaces);
        State = outcome.Value ?? State;
        return outcome;
    }

    /// <summary>Applies a file that must be good.</summary>
    public void Take(byte[] file) => Assert.Null(Apply(file).Fault);

    public byte[] FileOf(string id) => Parent.Bundle(Rights, Ledger.Servers[id]);

    public ServerLicense License(string id) => Ledger.Servers[id].License;

    public SessionLicense SessionLicense(string id) => Ledger.Sessions[id].License;

    public string Issue(ServerLicenseDraft draft) => Keep(Issuing.Issue(Ledger, Rights, draft, _world.NewId(), "test", _world.Now));

    public string Issue(SessionLicenseDraft draft) => Keep(Issuing.IssueSession(Ledger, Rights, draft, _world.NewId(), "test", _world.Now));

    public Outcome<Issued> TryIssue(ServerLicenseDraft draft) => Issuing.Issue(Ledger, Rights, draft, _world.NewId(), "test", _world.Now);

    public Outcome<Issued> TryChange(string id, ServerLicenseDraft draft, string? overlap = null, long? ifSerial = null) =>
        Issuing.Change(Ledger, Rights, id, draft, ifSerial, overlap, "test", _world.Now);

    public void Change(string id, ServerLicenseDraft draft, string? overlap = null) => Keep(TryChange(id, draft, overlap));

    public void SetState(string id, LicenseState state) => Keep(Issuing.SetState(Ledger, Rights, id, state, null, "test", _world.Now));

    public void Reset(string id, string? overlap = null) => Keep(Issuing.Reset(Ledger, Rights, id, overlap, "test", _world.Now));

    public string Keep(Outcome<Issued> outcome)
    {
        Assert.Null(outcome.Fault);
        Ledger = outcome.Value!.Ledger;
        return outcome.Value.Id;
    }

    public ActivationRequest ActivationOf(ServerLicense held) => ActivationRequest.Sign(Key, World.Product, _world.Now, Nonce(), held);

    public Outcome<Activated> TryActivate(Server parent, ServerLicense? held = null)
    {
        var outcome = parent.Parent.Activate(parent.Ledger, parent.Rights, ActivationOf(held ?? Chain.Leaf), _world.Now);
        parent.Ledger = outcome.Value?.Ledger ?? parent.Ledger;
        return outcome;
    }

    public void Activate(Server parent)
    {
        var outcome = TryActivate(parent);
        Assert.Null(outcome.Fault);
        Take(outcome.Value!.Bundle);
    }

    /// <summary>The stored ping that waits for its answer.</summary>
    public string MakePing(long settled = 0)
    {
        State = ChildStep.Ping(State, Key, _world.At, Nonce(), new ChildFacts(settled, new Dictionary<string, long>(), 0, 0, 0));
        return State.Talk.Pending!.Jws;
    }

    /// <summary>What this server answers a ping, as its endpoint would; null when it is refused.</summary>
    public PingAnswer? Receive(string ping, PublicKey sender) => TryAnswer(ping, sender).Value is { } ponged
        ? new PingAnswer(ponged.Pong, ponged.Bundle, [.. State.Talk.Above.Values.Append(State.Talk.Contact).OfType<Contacted>().Select(c => c.Pong)])
        : null;

    public Outcome<Ponged> TryAnswer(string ping, PublicKey sender)
    {
        var read = Ping.Read(ping, sender);
        Assert.Null(read.Fault);
        var outcome = Parent.Answer(Ledger, Rights, read.Value!, ping, sender, _world.Now);
        Ledger = outcome.Value?.Ledger ?? Ledger;
        return outcome;
    }

    public PingAnswered Answer(PingAnswer answer)
    {
        var answered = _child.Answer(State, answer, World.Url, _world.At);
        State = answered.State;
        return answered;
    }

    /// <summary>One ping there and back.</summary>
    public PingAnswered PingTo(Server parent) => Answer(parent.Receive(MakePing(), Key.PublicKey)!);

    public Outcome<SessionAnswer> Acquire(string session, string license = SessionStep.LocalLicense, string kind = "developer")
    {
        Lapse();
        return Keep(Sessions.Acquire(Table, Context, session, license, kind, "nonce-of-the-request", null));
    }

    public Outcome<SessionAnswer> Renew(string session, long n)
    {
        Lapse();
        return Keep(Sessions.Renew(Table, Context, session, n, "nonce-of-the-request"));
    }

    public void Release(string session) => Table = Table.End(Table.Live[session], _world.Now + SessionStep.NotAgain);

    public void Lapse() => Table = SessionStep.Lapse(Table, _world.At.Ticks, _world.Now, _ => { });

    private Outcome<SessionAnswer> Keep(Outcome<SessionAnswer> outcome)
    {
        Table = outcome.Value?.Table ?? Table;
        return outcome;
    }

    private string Nonce() => $"nonce-number-{++_nonces:D8}";
}
