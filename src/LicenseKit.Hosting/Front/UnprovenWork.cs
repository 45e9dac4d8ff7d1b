namespace LicenseKit.Hosting.Front;

/// <summary>
/// What is computed for callers who have not proven anything yet, such as the signature of a ping: limited for each origin, and altogether to a
/// quarter of the cores. What turns out to be proven is charged to nobody, and its origin goes first from then on.
/// </summary>
internal sealed class UnprovenWork
{
    /// <summary>Calls that prove nothing, of one origin.</summary>
    private const double PerSecond = 100;

    /// <summary>The same at once: many children and apps may stand behind one address.</summary>
    private const double Burst = 10_000;

    /// <summary>For how many seconds the whole share may be used at once.</summary>
    private const double Reserve = 2;

    private const int MostOrigins = 65_536;

    /// <summary>How long an origin goes first after something from it was proven: longer than most children and apps pause.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly double _reserve;
    private readonly TokenBucket _seconds;
    private readonly Dictionary<Origin, Known> _origins = [];
    private readonly Known _others;
    private long _swept;

    /// <summary>A quarter of this many cores.</summary>
    public UnprovenWork(TimeProvider time, int cores)
    {
        var share = cores / 4.0;
        _time = time;
        _swept = time.GetTimestamp();
        _reserve = share * Reserve;
        _seconds = new(share, _reserve, time);
        _others = new(New());
    }

    public UnprovenWork(TimeProvider time)
        : this(time, Environment.ProcessorCount)
    {
    }

    /// <summary>Why nothing is computed for this origin now; null when it is.</summary>
    public LicenseFault? Refuse(Origin from)
    {
        lock (_lock)
        {
            var (known, left) = (Of(from), _seconds.Left);
            var isShort = left < _reserve / 2;
            var isProven = known.IsProven(_time);
            if (isProven ? left <= 0 : isShort)
            {
                return FrontMetrics.Refused("busy", new(FaultCode.ServerBusy, "The server has as many calls to check as it takes from callers that are not known yet.", "Try again in a moment; nothing was changed."));
            }

            return known.Calls.Left >= 1 || (isProven && !isShort) ? null
                : FrontMetrics.Refused("address", new(FaultCode.TooManyRequests, $"More than {PerSecond} calls a second that prove nothing came from one address.",
                    "Wait, and send what the server's documents and secrets prove; behind a proxy, let the server read the forwarded address."));
        }
    }

    /// <summary>Computes something for an origin, unless it is refused; what is not granted is charged.</summary>
    public Outcome<T> Do<T>(Origin from, Func<Outcome<T>> work)
        where T : class
    {
        if (Refuse(from) is { } refusal)
        {
            return refusal;
        }

        var started = Start();
        var outcome = work();
        if (outcome.Is(out _, out _))
        {
            Proven(from);
        }
        else
        {
            Charge(from, started);
        }

        return outcome;
    }

    /// <summary>The instant before something is computed that is charged afterwards.</summary>
    public long Start() => _time.GetTimestamp();

    /// <summary>What was computed since an instant proved nothing.</summary>
    public void Charge(Origin from, long since)
    {
        lock (_lock)
        {
            _seconds.Charge(_time.GetElapsedTime(since).TotalSeconds);
            Of(from).Calls.Charge(1);
        }

        FrontMetrics.Refused("proof");
    }

    /// <summary>Somebody with a key or a license of this server is at this origin.</summary>
    public void Proven(Origin from)
    {
        lock (_lock)
        {
            var known = Of(from);
            known.ProvenAt = known == _others ? null : _time.GetTimestamp();
        }
    }

    private TokenBucket New() => new(PerSecond, Burst, _time);

    /// <summary>What is known of an origin; when there are too many of them, the new ones share what is known.</summary>
    private Known Of(Origin from)
    {
        if (_origins.TryGetValue(from, out var known))
        {
            return known;
        }

        if (_origins.Count >= MostOrigins && _time.GetElapsedTime(_swept) >= TimeSpan.FromSeconds(1))
        {
            _swept = _time.GetTimestamp();
            foreach (var idle in _origins.Where(o => !o.Value.IsProven(_time) && o.Value.Calls.IsFull).Select(o => o.Key).ToArray())
            {
                _origins.Remove(idle);
            }
        }

        return _origins.Count >= MostOrigins ? _others : _origins[from] = new(New());
    }

    private sealed class Known(TokenBucket calls)
    {
        public TokenBucket Calls => calls;

        public long? ProvenAt { get; set; }

        public bool IsProven(TimeProvider time) => ProvenAt is { } at && time.GetElapsedTime(at) < Remembered;
    }
}
