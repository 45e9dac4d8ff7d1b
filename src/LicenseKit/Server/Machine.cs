using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>The one place that decides for a server: <see cref="Decide"/> reads the state and changes nothing, <see cref="Apply"/> and <see cref="Undo"/> change it.</summary>
/// <remarks>The same machine runs in the server, in tests and in a simulator. It waits for nothing, signs nothing and verifies nothing.</remarks>
internal sealed class Machine
{
    /// <summary>How often a following grant that could not be issued again is tried again, in monotonic milliseconds.</summary>
    private const long RetryRefused = 10 * 60 * 1000;

    /// <summary>How often it is asked what has settled by itself, in monotonic milliseconds.</summary>
    private const long SettleEvery = 60 * 1000;

    private readonly AppRequests _apps;
    private readonly ChildRequests _children;
    private readonly OperatorRequests _operators;
    private readonly ParentRequests _parent;
    private readonly ClockRequests _clock;
    private readonly HostRequests _host;
    private readonly SeatRule _seats;
    private readonly PublicKey _key;
    private readonly List<Change> _lapses = [];
    private readonly SortedSet<string> _following = new(StringComparer.Ordinal);
    private Chain? _followed;
    private long _followedAt;
    private long? _settledAt;
    private Basis? _basis;

    /// <summary>A machine over a state.</summary>
    /// <param name="state">The state, which is then the machine's.</param>
    /// <param name="reader">Whose rules everything that is issued must pass.</param>
    /// <param name="key">The installation key's public half.</param>
    /// <param name="publicUrl">The server's own address, prefilled in what it issues.</param>
    public Machine(ServerState state, ChainReader reader, PublicKey key, string? publicUrl)
    {
        State = state;
        _key = key;
        var writer = new VersionWriter(reader, key);
        var issuing = new IssuingRules(writer, publicUrl);
        _seats = new SeatRule(state.Sessions);
        _apps = new AppRequests(state, _seats, key);
        _children = new ChildRequests(state, new ParentRules(issuing, key), _seats, key);
        _operators = new OperatorRequests(state, issuing, new SessionIssuingRules(writer, publicUrl), _seats);
        _parent = new ParentRequests(state, _seats, key);
        _host = new HostRequests(state);
        _clock = new ClockRequests(state, issuing, writer, _seats, key);
    }

    public ServerState State { get; }

    /// <summary>Facts of time that no commit has stored yet; they are not taken back.</summary>
    public IReadOnlyList<Change> Unstored => _lapses;

    /// <summary>What stands behind the decisions of an instant.</summary>
    public Basis At(Moment at) => _basis is { } basis && basis.Child == State.Child && basis.At == at ? basis : _basis = new Basis(State.Child, _key, at);

    /// <summary>Decides one request; a function of state, request and moment, which leaves the state as it was.</summary>
    public Decision Decide(Request request, Moment at)
    {
        var basis = At(at);
        return request switch
        {
            Request.Acquire acquire => _apps.Acquire(acquire, basis),
            Request.Renew renew => _apps.Renew(renew, basis),
            Request.Release release => _apps.Release(release, basis),
            Request.EndSession end => _apps.End(end, basis),
            Request.ReadLeases read => Decision.Granted(_apps.Read(read, basis)),
            Request.Lapse => _apps.Lapse(basis),
            Request.AnswerPing ping => _children.Answer(ping, basis),
            Request.Activate activate => _children.Activate(activate, basis),
            Request.IssueServer issue => _operators.Decide(issue, basis),
            Request.ChangeServer change => _operators.Decide(change, basis),
            Request.SetState set => _operators.Decide(set, basis),
            Request.ResetActivation reset => _operators.Decide(reset, basis),
            Request.IssueSession issue => _operators.Decide(issue, basis),
            Request.ChangeSession change => _operators.Decide(change, basis),
            Request.RenewLicense renew => _operators.Decide(renew, basis),
            Request.RevokeSession revoke => _operators.Decide(revoke, basis),
            Request.Once once => DecideOnce(once, at),
            Request.Preview preview => Decision.Granted(Preview(preview, at)),
            Request.Reissue reissue => _operators.Decide(reissue, basis),
            Request.RunOut runOut => _operators.Decide(runOut, basis),
            Request.Settle => _parent.Settle(basis),
            Request.ApplyChain apply => _parent.Apply(apply, basis),
            Request.MakePing ping => _parent.MakePing(ping, basis),
            Request.TakeAnswer answer => _parent.TakeAnswer(answer, basis),
            Request.WriteDocument write => _host.Decide(write, basis),
            Request.Record record => HostRequests.Decide(record, basis),
            Request.SetClock set => _clock.Decide(set, at),
            Request.StoreTime => Decision.Granted(Done.Reply, new Change.TimeStored(at.Ticks)),
            Request.Start start => Decision.Granted(Done.Reply,
                [new Change.RunStarted(State.Run), .. start.Incomplete.Select(id => new Change.GrantChanged(State.Ledger, State.Ledger, id))]),
            _ => throw new ArgumentException($"A {request.GetType().Name} is not decided here.", nameof(request)),
        };
    }

    public void Apply(Change change)
    {
        change.Apply(State);
        Follow(change);
        if (IsFactOfTime(change))
        {
            _lapses.Add(change);
        }
    }

    /// <summary>Takes a change back; the last applied first. Facts of time stay.</summary>
    public void Undo(Change change)
    {
        if (!IsFactOfTime(change))
        {
            change.Undo(State);
            Follow(change);
        }
    }

    /// <summary>The facts of time up to here are stored.</summary>
    public void Stored(int lapses) => _lapses.RemoveRange(0, lapses);

    /// <summary>What the state itself asks for now: lapses, one by one as each is applied, then at most so many re-issues.</summary>
    public IEnumerable<Request> Due(Moment at, int most)
    {
        while (State.Sessions.FirstDue(at.Ticks) >= 0)
        {
            yield return new Request.Lapse();
        }

        foreach (var request in Settlements(at))
        {
            yield return request;
        }

        foreach (var id in Following(at).Take(most).ToArray())
        {
            _following.Remove(id); // One that is refused is tried again after the next change of the chain, or in a while.
            yield return new Request.Reissue(id);
        }
    }

    /// <summary>True when something is due now.</summary>
    public bool IsDue(Moment at) => State.Sessions.FirstDue(at.Ticks) >= 0 || Following(at).Count > 0 || MustSettle(at);

    /// <summary>What was due and was taken back is due again.</summary>
    public void ForgetFollowed() => _followed = null;

    /// <summary>What was refused may be asked again with its key: only what was done is kept.</summary>
    private Decision DecideOnce(Request.Once once, Moment at)
    {
        var runTime = State.Run.RunTime(at.Ticks);
        if (State.Answers.Find(once.Key, runTime) is { } kept)
        {
            return kept.Fingerprint == once.Fingerprint
                ? Decision.Granted(new OnceReply(null))
                : new LicenseFault(FaultCode.KeyReused, "The idempotency key was used for another request.", "Give each request a key of its own, and repeat a request as it was.");
        }

        var decision = Decide(once.Asked, at);
        if (decision.Reply is not { } reply)
        {
            return decision;
        }

        var answer = new KeptAnswer(State.Answers.Newest + 1, once.Key, once.Fingerprint, runTime);
        return decision.With(new OnceReply(reply), new Change.AnswerKept(answer, reply as GrantReply, State.Answers));
    }

    /// <summary>Each request is decided on what those before it leave; then all is taken back.</summary>
    private PreviewReply Preview(Request.Preview preview, Moment at)
    {
        var applied = new List<Change>();
        var items = new List<Previewed>(preview.Requests.Count);
        try
        {
            foreach (var request in preview.Requests)
            {
                var decision = Decide(request, at);
                foreach (var change in decision.Fault is null ? decision.Changes : [])
                {
                    Apply(change);
                    applied.Add(change);
                }

                items.Add(new((GrantReply?)decision.Reply, decision.Fault, State.Ledger));
            }
        }
        finally
        {
            for (var i = applied.Count - 1; i >= 0; i--)
            {
                Undo(applied[i]);
            }
        }

        return new(items, State.Child.Chain);
    }

    private bool MustSettle(Moment at) =>
        (State.Child.Former.Length > 0 || State.Ledger.Unsettled.Count > 0) && (_settledAt is not { } last || at.Ticks - last >= SettleEvery);

    /// <summary>Once in a while: rights that ran out, and versions that nothing needs any more.</summary>
    private IEnumerable<Request> Settlements(Moment at)
    {
        if (!MustSettle(at))
        {
            yield break;
        }

        _settledAt = at.Ticks;
        if (State.Child.Former.Length > 0)
        {
            yield return new Request.Settle();
        }

        foreach (var id in State.Ledger.Unsettled.Where(id => State.Ledger.Servers[id].RunsOut <= State.Run.RunTime(at.Ticks)).Order(StringComparer.Ordinal).ToArray())
        {
            yield return new Request.RunOut(id);
        }
    }

    /// <summary>The sums of seats follow what changed.</summary>
    private void Follow(Change change)
    {
        var license = change switch
        {
            Change.SessionStarted started => started.License,
            Change.SessionOver over => over.License,
            Change.GrantChanged grant => grant.Id,
            _ => null,
        };
        if (license is not null)
        {
            _seats.Follow(license, State.Ledger);
        }
    }

    /// <summary>The grants whose end is no longer that of the issuer they follow.</summary>
    private SortedSet<string> Following(Moment at)
    {
        if (State.Child.Chain is not { } chain)
        {
            return _following;
        }

        if (_followed != chain || at.Ticks - _followedAt >= RetryRefused)
        {
            (_followed, _followedAt) = (chain, at.Ticks);
            _following.Clear();
            _following.UnionWith(At(at).Own.Value?.MayIssue() is null ? FollowingRules.Due(State.Ledger, chain, at.Now) : []);
        }

        return _following;
    }

    private static bool IsFactOfTime(Change change) => change is Change.SessionOver { IsLapse: true } or Change.TimeStored;
}
