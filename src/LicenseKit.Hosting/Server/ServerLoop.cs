using LicenseKit.Freshness;
using LicenseKit.Hosting.Storage;
using LicenseKit.Hosting.Telemetry;
using LicenseKit.Server;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Server;

/// <summary>The only writer of a server: takes whatever waits, has it decided, signed and stored in one transaction, then answers. It has no rule of licensing in it.</summary>
internal sealed partial class ServerLoop(IServerStore store, DocumentSigner signer, ServerClock clock, TimeProvider time, Instruments instruments, ILogger logger) : IAsyncDisposable
{
    /// <summary>The shortest pause before the loop looks by itself for what is due.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StoreTimeEvery = TimeSpan.FromMinutes(1);

    private readonly InFlight _inFlight = InFlight.On(time);
    private readonly RequestQueues _queues = new(InFlight.On(time));
    private readonly Publisher _publisher = new(clock);
    private readonly Pulse _audited = new();
    private readonly ReissueSlice _slice = new();
    private readonly ClockWatch _watch = new(clock, logger);
    private readonly StorageHealth _storage = new(time, logger);
    private Machine? _machine;
    private volatile bool _isStarted;
    private Task _loop = Task.CompletedTask;
    private ITimer? _timer;
    private long _timeStored;
    private Task<bool>? _read;

    private static LicenseFault NotKnown { get; } = new(FaultCode.Storage, "The server is stopping, and whether the change was stored is not known.", "Ask again when it runs; repeating the request is safe.");

    private static LicenseFault Stopping { get; } = new(FaultCode.Storage, "The server is stopping.", "Try again when it runs.");

    /// <summary>The committed state.</summary>
    public Published Published => _publisher.Published;

    /// <inheritdoc cref="Publisher.HeldChanged"/>
    public Action? HeldChanged
    {
        get => _publisher.HeldChanged;
        set => _publisher.HeldChanged = value;
    }

    /// <summary>Starts the server for a request that comes before its host has; null: such a request waits.</summary>
    public Func<CancellationToken, Task>? StartOnDemand { get; set; }

    /// <summary>True once the state is loaded and requests are decided.</summary>
    public bool IsStarted => _isStarted;

    /// <summary>How many requests of each class wait.</summary>
    public IReadOnlyDictionary<RequestClass, int> Queued => _queues.Counts;

    /// <summary>The last problem of the storage; null while it works.</summary>
    public LicenseFault? StorageFault => _storage.Fault;

    /// <summary>Effective time beside the machine's clock.</summary>
    public ClockStatus ClockStatus => _watch.StatusOf(Published.Child);

    /// <summary>Seats in use by license: of those with live sessions.</summary>
    public IEnumerable<KeyValuePair<string, LicenseKit.Licenses.Seats>> Uses => _publisher.Uses;

    /// <summary>Seats that sessions of one license use.</summary>
    public LicenseKit.Licenses.Seats UseOf(string license) => _publisher.UseOf(license);

    /// <summary>The id of a session license that was issued here, by its very bytes.</summary>
    public string? SessionLicenseOf(string jws) => _publisher.SessionLicenseOf(jws);

    /// <summary>The next time that rows of the audit trail are committed: true, or false when the server stops before.</summary>
    public Task<bool> NextAudit => _audited.Next;

    /// <summary>Stores that a run began, then serves.</summary>
    /// <param name="machine">The machine over the loaded state.</param>
    /// <param name="start">The first request of the run.</param>
    /// <param name="floor">The stored floor of time of the run before; null at the first start.</param>
    /// <returns>Why the start could not be stored; null when it was.</returns>
    public async Task<LicenseFault?> StartAsync(Machine machine, Request.Start start, long? floor)
    {
        _machine = machine;
        _publisher.Publish(machine.State);
        var pending = new PendingRequest(start);
        await RunAsync(machine, [pending]).ConfigureAwait(false);
        if ((await pending.Answered.ConfigureAwait(false)).Fault is { } fault)
        {
            return fault;
        }

        _watch.Started(floor);
        _watch.Look(Published.Child);
        _timer = time.CreateTimer(_ => _queues.Wake(), null, ShortestPause, Timeout.InfiniteTimeSpan);
        _loop = _inFlight.RunAsync(() => Task.Run(() => ServeAsync(machine, _timer)));
        _isStarted = true;
        return null;
    }

    /// <summary>Starts the server if nobody has; why that failed, or null.</summary>
    public async ValueTask<LicenseFault?> StartedAsync(CancellationToken cancellationToken) =>
        _isStarted || StartOnDemand is not { } start ? null : await FailureAsync(start(cancellationToken)).ConfigureAwait(false);

    /// <summary>Has a request decided; the answer comes when its outcome is stored.</summary>
    public async Task<Outcome<TReply>> AskAsync<TReply>(Request<TReply> request, CancellationToken cancellationToken = default)
        where TReply : class
    {
        if (await StartedAsync(cancellationToken).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        using var activity = Tracing.IsOn ? Tracing.Start($"licensekit.{request.Name}") : null;
        var pending = new PendingRequest(request) { Caller = activity?.Context ?? default };
        _queues.Add(pending);
        var answer = await pending.Answered.WaitAsync(cancellationToken).ConfigureAwait(false);
        activity.Refused(answer.Fault);
        if (answer.Misuse is { } misuse)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(misuse);
        }

        return answer.Fault is { } fault ? fault : (TReply)answer.Reply!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }

        _queues.Close(Stopping);
        await _loop.ConfigureAwait(false);
        _audited.End();
    }

    private static async Task<LicenseFault?> FailureAsync(Task start)
    {
        try
        {
            await start.ConfigureAwait(false);
            return null;
        }
        catch (LicenseFaultException e)
        {
            return e.Fault;
        }
    }

    /// <summary>An error that nobody foresaw ends the loop with a word: nobody waits for an answer that never comes.</summary>
    private async Task ServeAsync(Machine machine, ITimer timer)
    {
        try
        {
            await RunAsync(machine, timer).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Not swallowed: it is logged, and every request from now on is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogEnded(logger, e);
            _queues.Close(_storage.Failed(new(CommitOutcome.NotCommitted, e)));
            while (await _queues.WaitAsync().ConfigureAwait(false))
            {
                // What woke the loop meanwhile is in flight no longer.
            }
        }
    }

    private async Task RunAsync(Machine machine, ITimer timer)
    {
        while (await _queues.WaitAsync().ConfigureAwait(false))
        {
            AnswerReads(machine);
            _watch.Look(Published.Child);
            var waiting = _queues.Take(signer.Capacity);
            var storesTime = time.GetElapsedTime(_timeStored) >= StoreTimeEvery && _storage.Refusal is null;
            if (storesTime)
            {
                waiting.Add(new PendingRequest(new Request.StoreTime()));
            }

            if (waiting.Count > 0 || machine.IsDue(clock.Now) || (machine.Unstored.Count > 0 && _storage.Refusal is null))
            {
                await RunAsync(machine, waiting).ConfigureAwait(false);
            }

            if (machine.IsDue(clock.Now))
            {
                _queues.Wake();
            }

            timer.Change(Pause(machine), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>How long nothing is due by itself: no lease ends, and the time need not be stored. Storage that failed is tried again in a second.</summary>
    private TimeSpan Pause(Machine machine)
    {
        var stored = StorageFault is null ? StoreTimeEvery - time.GetElapsedTime(_timeStored) : StorageHealth.Rest;
        var lapse = machine.State.Sessions.NextDue is { } next ? next - clock.Now.Ticks : long.MaxValue;
        var pause = lapse < stored.TotalMilliseconds ? TimeSpan.FromMilliseconds(lapse) : stored;
        return pause > ShortestPause ? pause : ShortestPause;
    }

    private async Task RunAsync(Machine machine, List<PendingRequest> waiting)
    {
        using var activity = Tracing.StartFor("licensekit.batch", waiting.Select(w => w.Caller));
        activity?.SetTag("licensekit.batch.size", waiting.Count);
        instruments.Batch(waiting.Count);
        var batch = new Batch(machine, clock.Now, waiting.ConvertAll(w => w.Request), _storage.Refusal);
        var started = time.GetTimestamp();
        var step = batch.Decide(MostReissues(waiting));
        _slice.Took(time.GetElapsedTime(started));
        while (step != Step.Answer)
        {
            step = step == Step.Sign ? await SignAsync(machine, batch).ConfigureAwait(false) : await CommitAsync(machine, batch).ConfigureAwait(false);
        }

        _publisher.Publish(machine.State, batch.Lapsed.Concat(batch.Applied));
        var audited = batch.Applied.OfType<Change.Audited>().ToArray();
        foreach (var alarm in audited.Select(a => a.Entry).Where(e => e.IsAlarm))
        {
            LogAlarm(logger, alarm.Action, alarm.License, alarm.Text);
        }

        if (audited.Length > 0)
        {
            _audited.Beat();
        }

        foreach (var (pending, answer) in waiting.Zip(batch.Answers))
        {
            pending.Answer(answer);
        }
    }

    /// <summary>A re-issue signs too: at least one, and otherwise no more than the requests leave of what the signer can do.</summary>
    private int MostReissues(List<PendingRequest> waiting) => Math.Min(_slice.Most, Math.Max(1, signer.Capacity - waiting.Count(w => w.Request.Signs)));

    private async Task<Step> SignAsync(Machine machine, Batch batch)
    {
        using var activity = Tracing.Start("licensekit.sign");
        var signing = signer.SignAsync(batch.Unsigned);
        return batch.Signed(signing.IsCompletedSuccessfully ? signing.Result : await WhileReadingAsync(machine, signing.AsTask()).ConfigureAwait(false));
    }

    private async Task<Step> CommitAsync(Machine machine, Batch batch)
    {
        using var activity = Tracing.Start("licensekit.commit");
        var started = time.GetTimestamp();
        var commit = new Commit([.. batch.Changes], clock.ToStore, machine.State.Run.RunTime(clock.Now.Ticks));
        var result = await WhileReadingAsync(machine, Task.Run(() => store.CommitAsync(commit, CancellationToken.None).AsTask())).ConfigureAwait(false);
        while (result.Outcome == CommitOutcome.Unknown)
        {
            _storage.Failed(result);
            result = await WhileReadingAsync(machine, Task.Run(() => store.ResolveAsync(CancellationToken.None).AsTask())).ConfigureAwait(false);
            if (result.Outcome == CommitOutcome.Unknown)
            {
                if (_queues.IsClosed)
                {
                    return batch.NotCommitted(NotKnown);
                }

                await _inFlight.DelayAsync(StorageHealth.Rest).ConfigureAwait(false); // Nothing may be answered until it is known.
            }
        }

        if (result.Outcome == CommitOutcome.Committed)
        {
            instruments.Committed(time.GetElapsedTime(started));
            _storage.Works();
            _timeStored = time.GetTimestamp();
            return batch.Committed();
        }

        activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
        var fault = _storage.Failed(result);
        if (_storage.IsDeposed)
        {
            _queues.Close(fault);
        }

        return batch.NotCommitted(fault);
    }

    /// <summary>Answers reads, which change nothing, while the loop waits for a signer or the disk.</summary>
    private async Task<T> WhileReadingAsync<T>(Machine machine, Task<T> work)
    {
        while (!work.IsCompleted)
        {
            _read ??= _queues.Reads.WaitToReadAsync().AsTask();
            await Task.WhenAny(work, _read).ConfigureAwait(false);
            if (_read.IsCompleted)
            {
                var isOpen = await _read.ConfigureAwait(false);
                _read = null;
                AnswerReads(machine);
                if (!isOpen)
                {
                    break;
                }
            }
        }

        return await work.ConfigureAwait(false);
    }

    private void AnswerReads(Machine machine)
    {
        while (_queues.Reads.TryRead(out var read))
        {
            read.Answer(new Answer(read.Request, machine.Decide(read.Request, clock.Now).Reply, null, null));
        }
    }

    [LoggerMessage(8006, LogLevel.Critical, "The server cannot go on after an unexpected error; start it again.")]
    private static partial void LogEnded(ILogger logger, Exception exception);

    [LoggerMessage(5007, LogLevel.Warning, "An operator should look at {Action} of license {License}: {Text}.")]
    private static partial void LogAlarm(ILogger logger, string action, string? license, string text);
}
