using System.Threading.Channels;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Server;

/// <summary>Requests that wait for the loop, each class with a bound of its own, so that a flood of one starves none of the others.</summary>
internal sealed class RequestQueues(InFlight inFlight)
{
    /// <summary>Most requests of one batch.</summary>
    public const int MaxBatch = 512;

    /// <summary>A class is given at least this part of a batch, and of what the batch signs, when others wait too: one fifth.</summary>
    private const int Shares = 5;

    private static readonly Dictionary<RequestClass, int> Bounds = new()
    {
        [RequestClass.Due] = 16,
        [RequestClass.Operator] = 256,
        [RequestClass.Ping] = 1024,
        [RequestClass.Release] = 4096,
        [RequestClass.Renew] = 8192,
        [RequestClass.Acquire] = 2048,
    };

    private readonly Lock _lock = new();
    private readonly Queue<PendingRequest>[] _waiting = [.. Bounds.Keys.Order().Select(_ => new Queue<PendingRequest>())];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true });
    private readonly Channel<PendingRequest> _reads = Channel.CreateBounded<PendingRequest>(256);
    private LicenseFault? _closed;

    /// <summary>Queues a request; a full or closed queue refuses it at once.</summary>
    public void Add(PendingRequest pending)
    {
        if (pending.Request is Request.ReadLeases)
        {
            if (!_reads.Writer.TryWrite(pending))
            {
                pending.Refuse(Volatile.Read(ref _closed) ?? Busy(RequestClass.Operator));
            }

            Wake();
            return;
        }

        LicenseFault? refusal;
        lock (_lock)
        {
            var queue = _waiting[(int)pending.Request.Class];
            refusal = _closed ?? (queue.Count < Bounds[pending.Request.Class] ? null : Busy(pending.Request.Class));
            if (refusal is null)
            {
                queue.Enqueue(pending);
            }
        }

        if (refusal is not null)
        {
            pending.Refuse(refusal);
            return;
        }

        Wake();
    }

    /// <summary>Lets the loop look whether something is due. What wakes it is in flight until the loop waits again.</summary>
    public void Wake()
    {
        inFlight.Begin();
        if (!_wake.Writer.TryWrite(true))
        {
            inFlight.End();
        }
    }

    /// <summary>Waits until something was queued or woke the loop, which is in flight but for this wait; false when the queues are closed and empty.</summary>
    public async ValueTask<bool> WaitAsync()
    {
        inFlight.End();
        if (await _wake.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            return _wake.Reader.TryRead(out _);
        }

        inFlight.Begin();
        return false;
    }

    /// <summary>True when nothing is taken any more.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) is not null;

    /// <summary>A read that changes nothing and may be answered at any time.</summary>
    public ChannelReader<PendingRequest> Reads => _reads.Reader;

    /// <summary>What is decided next: at most <see cref="MaxBatch"/> requests, and of those that sign at most so many.</summary>
    public List<PendingRequest> Take(int mostSigned)
    {
        var taken = new List<PendingRequest>();
        lock (_lock)
        {
            var share = Math.Clamp(mostSigned / Shares, 1, MaxBatch / Shares);
            foreach (var most in (int[])[share, MaxBatch])
            {
                foreach (var queue in _waiting)
                {
                    Take(queue, most, ref mostSigned, taken);
                }
            }

            if (_waiting.Any(q => q.Count > 0))
            {
                Wake();
            }
        }

        return taken;
    }

    /// <summary>How many requests of each class wait.</summary>
    public IReadOnlyDictionary<RequestClass, int> Counts
    {
        get
        {
            lock (_lock)
            {
                return Bounds.Keys.ToDictionary(c => c, c => _waiting[(int)c].Count);
            }
        }
    }

    /// <summary>Refuses all that waits and comes later, with this reason; the first one counts.</summary>
    public void Close(LicenseFault why)
    {
        lock (_lock)
        {
            _closed ??= why;
            foreach (var queue in _waiting)
            {
                while (queue.TryDequeue(out var late))
                {
                    late.Refuse(_closed);
                }
            }
        }

        _reads.Writer.TryComplete();
        while (_reads.Reader.TryRead(out var late))
        {
            late.Refuse(_closed);
        }

        _wake.Writer.TryComplete();
    }

    private static void Take(Queue<PendingRequest> queue, int most, ref int mostSigned, List<PendingRequest> taken)
    {
        for (var i = 0; i < most && taken.Count < MaxBatch && queue.TryPeek(out var next); i++)
        {
            if (next.Request.Signs)
            {
                if (mostSigned == 0)
                {
                    return;
                }

                mostSigned--;
            }

            taken.Add(queue.Dequeue());
        }
    }

    private static LicenseFault Busy(RequestClass requests) => new(FaultCode.ServerBusy,
        $"The server has more requests of this kind waiting ({requests}) than it takes.", "Try again in a moment; nothing was changed.");
}
