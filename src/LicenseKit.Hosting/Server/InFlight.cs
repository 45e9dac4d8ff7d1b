using System.Runtime.CompilerServices;

namespace LicenseKit.Hosting.Server;

/// <summary>Counts what the servers and clients on one clock do by themselves: batches, renewals, pings. A test that moves the clock awaits zero.</summary>
/// <remarks>Exact on a clock that fires its timers while it is moved: what waits for the clock is counted again before its timer returns.</remarks>
internal sealed class InFlight(TimeProvider time)
{
    private static readonly ConditionalWeakTable<TimeProvider, InFlight> Clocks = [];

    private readonly Pulse _idle = new();
    private int _count;
    private int _watchers;

    /// <summary>The count of a clock.</summary>
    public static InFlight On(TimeProvider time) => Clocks.GetValue(time, t => new InFlight(t));

    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0 && Volatile.Read(ref _watchers) > 0)
        {
            _idle.Beat();
        }
    }

    /// <summary>Counts from now on, before this returns, until the task has ended.</summary>
    public async Task RunAsync(Func<Task> run)
    {
        Begin();
        try
        {
            await run().ConfigureAwait(false);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Waits for the clock; the caller, who is counted, is not counted meanwhile.</summary>
    /// <remarks>Goes on within the timer, as <see cref="Task.Delay(TimeSpan, TimeProvider)"/> does.</remarks>
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        var due = new TaskCompletionSource();
        using var timer = time.CreateTimer(_ => Resume(), null, delay, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.UnsafeRegister(_ => Resume(), null);
        End();
        await due.Task.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        void Resume()
        {
            Begin();
            if (!due.TrySetResult())
            {
                End();
            }
        }
    }

    /// <summary>Completes when nothing is counted.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _watchers);
        try
        {
            for (var idle = _idle.Next; Volatile.Read(ref _count) > 0; idle = _idle.Next)
            {
                await idle.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }
}
