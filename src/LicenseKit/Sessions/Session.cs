using LicenseKit.Licenses;

namespace LicenseKit.Sessions;

/// <summary>One seat that this app holds, from a server elsewhere or in its own process; dispose it to give the seat back.</summary>
/// <remarks>Renews itself in the background. <see cref="Check"/> may be called from any thread, as often as wanted: a volatile read and a coarse clock, no lock, no allocation.</remarks>
public sealed class Session : IAsyncDisposable
{
    private readonly CoarseClock _clock;
    private readonly CancellationTokenSource _lost = new();
    private readonly Func<ValueTask> _release;
    private SessionSnapshot _snapshot;
    private int _disposed;

    internal Session(string id, string kind, CoarseClock clock, SessionSnapshot first, Func<ValueTask> release)
    {
        Id = id;
        Kind = kind;
        _clock = clock;
        _snapshot = first;
        _release = release;
        Lost = _lost.Token;
    }

    /// <summary>The session id: may be shown and logged, gives no right.</summary>
    public string Id { get; }

    /// <summary>The kind of seat.</summary>
    public string Kind { get; }

    /// <summary>Cancelled once, when the session is over: save the work and stop. Not cancelled when the app itself gives the seat back.</summary>
    /// <remarks>Callbacks run on the thread pool. It is cancelled before <see cref="Check"/> answers false.</remarks>
    public CancellationToken Lost { get; }

    /// <summary>How the session stands now.</summary>
    public SessionStanding Standing => Current().Standing;

    /// <summary>Why the session is late, ending or lost; null exactly while it is held.</summary>
    public LicenseFault? Fault => Current().Fault;

    /// <summary>Why the lease ends sooner than it otherwise would, known beforehand: a stage begins or ends, or others were granted the seats; null while it does not.</summary>
    /// <remarks>The session may still go on: it renews, and gets more when an older session ends.</remarks>
    public LicenseFault? EndsEarly => Current().EndsEarly;

    /// <summary>The end of the lease by this machine's clock: until then the session may go on, and longer when it is renewed.</summary>
    public DateTimeOffset LeaseEnds => Current().LeaseEnds;

    /// <summary>Features that the lease gives, with their limits; empty when the session is over.</summary>
    public IReadOnlyDictionary<string, Feature> Features => Current().Features;

    /// <summary>May I go on? True until the lease is over.</summary>
    public bool Check() => _clock.Ticks < Volatile.Read(ref _snapshot).Until || Current().Standing != SessionStanding.Lost;

    /// <summary>Gives the seat back; a second time is harmless.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        Swap(last => last.Over(SessionFaults.Released));
        await _release().ConfigureAwait(false);
    }

    /// <summary>Swaps in what the next checks look at; a session that is over stays over.</summary>
    internal void Update(SessionSnapshot next) => Swap(_ => next);

    /// <summary>Marks that a renewal waits for its answer.</summary>
    internal void Renewing() => Swap(last => last.Renewing());

    /// <summary>Ends the session for the app, with the reason.</summary>
    internal void Lose(LicenseFault fault) => End(last => last.Over(fault));

    /// <summary>Ends the session because its lease has ended, with the reason that is known for that, or this one.</summary>
    internal void Lapse(LicenseFault otherwise) => End(last => last.Lapsed(otherwise));

    private void End(Func<SessionSnapshot, SessionSnapshot> over)
    {
        if (Swap(over))
        {
            Cancel();
        }
    }

    /// <summary>What is so now: whoever finds that the lease has ended makes the session over, with its reason, before anybody acts on it.</summary>
    private SessionSnapshot Current()
    {
        var seen = Volatile.Read(ref _snapshot);
        while (seen.Standing != SessionStanding.Lost && _clock.Ticks >= seen.Until)
        {
            var over = seen.Lapsed();
            var found = Interlocked.CompareExchange(ref _snapshot, over, seen);
            if (found == seen)
            {
                Cancel();
                return over;
            }

            seen = found;
        }

        return seen;
    }

    private bool Swap(Func<SessionSnapshot, SessionSnapshot> next)
    {
        var last = Volatile.Read(ref _snapshot);
        while (last.Standing != SessionStanding.Lost)
        {
            var found = Interlocked.CompareExchange(ref _snapshot, next(last), last);
            if (found == last)
            {
                return true;
            }

            last = found;
        }

        return false;
    }

    /// <summary>The token is cancelled at once; the app's callbacks run elsewhere, not inside a check.</summary>
    private void Cancel() => _ = _lost.CancelAsync();
}
