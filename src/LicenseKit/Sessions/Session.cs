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

    /// <summary>Cancelled once, when the session is over: save the work and stop.</summary>
    public CancellationToken Lost { get; }

    /// <summary>How the session stands now.</summary>
    public SessionStanding Standing => Check() ? Volatile.Read(ref _snapshot).Standing : SessionStanding.Lost;

    /// <summary>Why the session is late or lost; null while all is well.</summary>
    public LicenseFault? Fault => Volatile.Read(ref _snapshot).Fault;

    /// <summary>Why the lease ends sooner than it otherwise would, known beforehand: a stage begins or ends, or others were granted the seats; null while it does not.</summary>
    /// <remarks>The session may still go on: it renews, and gets more when an older session ends.</remarks>
    public LicenseFault? EndsEarly => Volatile.Read(ref _snapshot).EndsEarly;

    /// <summary>Features that the lease gives.</summary>
    public IReadOnlyList<string> Features => Volatile.Read(ref _snapshot).Features;

    /// <summary>May I go on? True until the lease is over.</summary>
    public bool Check() => _clock.Ticks < Volatile.Read(ref _snapshot).Until;

    /// <summary>Gives the seat back; a second time is harmless.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        Interlocked.Exchange(ref _snapshot, SessionSnapshot.Over);
        await _release().ConfigureAwait(false);
        _lost.Dispose();
    }

    /// <summary>Swaps in what the next checks look at; a session that is over stays over.</summary>
    internal void Update(SessionSnapshot next)
    {
        var last = Volatile.Read(ref _snapshot);
        while (last.Until != SessionSnapshot.Over.Until && Interlocked.CompareExchange(ref _snapshot, next, last) is var found && found != last)
        {
            last = found;
        }
    }

    /// <summary>Ends the session for the app, with the reason.</summary>
    internal void Lose(LicenseFault? fault)
    {
        Update(new SessionSnapshot(long.MinValue, SessionStanding.Lost, [], fault));
        try
        {
            if (Volatile.Read(ref _disposed) == 0)
            {
                _lost.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // The app gave the seat back at the same moment: it needs no word that the session is over.
        }
    }
}
