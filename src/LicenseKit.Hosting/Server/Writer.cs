using System.Threading.Channels;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Storage;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Server;

/// <summary>The one writer of a server: takes whatever waits, decides it in order, commits once, then answers all.</summary>
/// <remarks>State changes only here. Readers take <see cref="State"/>, which is immutable and always stored.</remarks>
internal sealed partial class Writer(StateStore store, EffectiveClock clock, PublicKey key, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int MaxBatch = 512;
    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FloorEvery = TimeSpan.FromMinutes(1);

    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _clockLock = new();
    private ServerState _state = ServerState.Empty;
    private Task _loop = Task.CompletedTask;
    private Task _housekeeper = Task.CompletedTask;
    private ITimer? _timer;
    private long _floorStored;

    public ServerState State => Volatile.Read(ref _state);

    public Moment Now
    {
        get
        {
            lock (_clockLock)
            {
                return clock.Now;
            }
        }
    }

    /// <summary>Seconds by which the wall clock is behind effective time.</summary>
    public long ClockBehind
    {
        get
        {
            lock (_clockLock)
            {
                return clock.Behind;
            }
        }
    }

    /// <summary>The last problem of the storage; null while it works.</summary>
    public LicenseFault? StorageFault { get; private set; }

    /// <summary>Takes up what was loaded; what <paramref name="restore"/> makes of it is stored before any wish is decided.</summary>
    public async Task<LicenseFault?> StartAsync(ServerState loaded, long? floor, Action<Turn> restore)
    {
        clock.Start(floor);
        foreach (var link in loaded.Child.Chain?.Links ?? [])
        {
            clock.Raise(link.Claims.IssuedAt);
        }

        var turn = new Turn(loaded, Now, key);
        restore(turn);
        if (!turn.Touched.Nothing && !await CommitAsync(turn.State, turn.Touched).ConfigureAwait(false))
        {
            return StorageFault;
        }

        _state = turn.State;
        _loop = Task.Run(RunAsync);
        _timer = time.CreateTimer(_ => Tidy(), null, Housekeeping, Housekeeping);
        return null;
    }

    /// <summary>Decides in turn; the answer comes when the outcome is stored.</summary>
    public Task<Outcome<T>> DoAsync<T>(Func<Turn, Outcome<T>> decide)
        where T : class
    {
        var work = new Work<T>(decide);
        if (!_waiting.Writer.TryWrite(work))
        {
            work.Fail(Stopping());
        }

        return work.Answered;
    }

    /// <summary>Signed times move the clock's floor.</summary>
    public void Learn(SignedTime signed)
    {
        lock (_clockLock)
        {
            clock.Set(signed.At, signed.MayLower, signed.LeastOfLinks);
        }
    }

    public void Learn(long signed)
    {
        lock (_clockLock)
        {
            clock.Raise(signed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }

        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        while (_waiting.Reader.TryRead(out var neverDecided))
        {
            neverDecided.Fail(Stopping());
        }

        await _housekeeper.ConfigureAwait(false);
        await store.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var batch = new List<Work>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            await RunAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(List<Work> batch)
    {
        var at = Now;
        var touched = new Touched();
        var state = Lapse(State, at, touched);
        foreach (var work in batch)
        {
            var turn = new Turn(state, at, key);
            if (work.Decide(turn))
            {
                state = turn.State;
                touched.Add(turn.Touched);
            }
        }

        if (touched.Nothing || await CommitAsync(state, touched).ConfigureAwait(false))
        {
            Volatile.Write(ref _state, state);
            batch.ForEach(work => work.Answer());
        }
        else
        {
            batch.ForEach(work => work.Fail(StorageFault!));
        }
    }

    private async Task<bool> CommitAsync(ServerState state, Touched touched)
    {
        long floor;
        lock (_clockLock)
        {
            floor = clock.ToStore;
        }

        try
        {
            await store.CommitAsync(state, touched, key, floor, CancellationToken.None).ConfigureAwait(false);
            StorageFault = null;
            _floorStored = time.GetTimestamp();
            return true;
        }
#pragma warning disable CA1031 // Drivers throw what they like (timeouts, sockets); the writer must live, and nothing is answered as stored.
        catch (Exception e)
#pragma warning restore CA1031
        {
            StorageFault = new(FaultCode.Storage, $"The storage could not take a change: {e.Message}", "Mend the storage; nothing was changed, and the request may be repeated.");
            LogStorage(logger, e);
            return false;
        }
    }

    private static ServerState Lapse(ServerState state, Moment at, Touched touched)
    {
        var sessions = SessionStep.Lapse(state.Sessions, at.Ticks, at.Now, lapsed => touched.Sessions.Add(lapsed.Id));
        return state with { Sessions = sessions };
    }

    /// <summary>Lapses sessions whose time is over though nobody asks; now and then stores the floor of time and forgets old ids.</summary>
    private void Tidy()
    {
        var floorIsOld = time.GetElapsedTime(_floorStored) > FloorEvery;
        if (_housekeeper.IsCompleted && (floorIsOld || State.Sessions.FirstDeadline <= Now.Ticks))
        {
            _housekeeper = DoAsync<Touched>(turn =>
            {
                if (floorIsOld)
                {
                    turn.Touched.Floor = true;
                    turn.State = turn.State with { Sessions = turn.State.Sessions.Forget(turn.At.Now, id => turn.Touched.Sessions.Add(id)) };
                }

                return turn.Touched;
            });
        }
    }

    private static LicenseFault Stopping() => new(FaultCode.Storage, "The server is stopping.", "Try again when it runs.");

    [LoggerMessage(8003, LogLevel.Error, "The storage could not take a change; nothing was changed.")]
    private static partial void LogStorage(ILogger logger, Exception exception);
}
