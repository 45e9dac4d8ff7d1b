using LicenseKit.Hosting.Telemetry;

namespace LicenseKit.Hosting.Front;

/// <summary>
/// What is computed for callers who have not proven anything yet, such as the signature of a ping: limited for each origin, and altogether to a
/// quarter of the cores. What turns out to be proven is charged to nobody.
/// </summary>
/// <remarks>
/// <code>
/// the time that is left:   0 ............ half ............ three quarters ............ all
/// origins that have proven themselves      | within their own rates
/// every origin                                              | within its own rates
/// origins that have proven themselves                                        | above their own rates: many may stand behind one address
/// </code>
/// </remarks>
internal sealed class UnprovenWork
{
    /// <summary>Calls that prove nothing, of one origin.</summary>
    private const double PerSecond = 100;

    /// <summary>The same at once: many children and apps may stand behind one address.</summary>
    private const double Burst = 10_000;

    /// <summary>For how many seconds the whole share may be used at once.</summary>
    private const double Reserve = 2;

    /// <summary>The part of the share, and of what may be used at once, that one origin may use.</summary>
    private const double PartOfOne = 0.25;

    /// <summary>The most that one call is charged, in seconds: a process that was stopped meanwhile has not computed all the while.</summary>
    private const double MostOfOneCall = 0.01;

    private const int MostOrigins = 65_536;

    /// <summary>How long an origin goes first after something from it was proven: longer than most children and apps pause.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Instruments _instruments;
    private readonly double _share;
    private readonly double _reserve;
    private readonly TokenBucket _seconds;
    private readonly Dictionary<Origin, Known> _origins = [];
    private readonly Known _others;
    private long _swept;

    /// <summary>A quarter of this many cores.</summary>
    public UnprovenWork(TimeProvider time, int cores, Instruments instruments)
    {
        (_time, _instruments) = (time, instruments);
        _swept = time.GetTimestamp();
        _share = cores / 4.0;
        _reserve = _share * Reserve;
        _seconds = new(_share, _reserve, time);
        _others = New();
    }

    public UnprovenWork(TimeProvider time, Instruments instruments)
        : this(time, Environment.ProcessorCount, instruments)
    {
    }

    /// <summary>Why nothing is computed for this origin now; null when it is.</summary>
    public LicenseFault? Refuse(Origin from)
    {
        lock (_lock)
        {
            var (known, left) = (Of(from), _seconds.Left / _reserve);
            var isProven = known.ProvenAt is { } at && _time.GetElapsedTime(at) < Remembered;
            if (known.Calls.Left < 1 || known.Seconds.Left <= 0)
            {
                return isProven && left >= 0.75 ? null
                    : _instruments.CallRefused("address", new(FaultCode.TooManyRequests, $"More than {PerSecond} calls a second that prove nothing came from one address, or they were costly.",
                        "Wait, and send what the server's documents and secrets prove; behind a proxy, let the server read the forwarded address."));
            }

            return left > (isProven ? 0 : 0.5) ? null
                : _instruments.CallRefused("busy", new(FaultCode.ServerBusy, "The server has as many calls to check as it takes from callers that are not known yet.", "Try again in a moment; nothing was changed."));
        }
    }

    /// <summary>Checks something for an origin, unless that is refused; what does not pass is charged.</summary>
    public Outcome<T> Check<T>(Origin from, Func<Outcome<T>> work)
        where T : class
    {
        if (Refuse(from) is { } refusal)
        {
            return refusal;
        }

        var started = Start();
        var outcome = work();
        if (!outcome.Is(out _, out _))
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
        var seconds = Math.Min(_time.GetElapsedTime(since).TotalSeconds, MostOfOneCall);
        lock (_lock)
        {
            var known = Of(from);
            _seconds.Charge(seconds);
            known.Seconds.Charge(seconds);
            known.Calls.Charge(1);
        }

        _instruments.CallRefused("proof");
    }

    /// <summary>Somebody at this origin was granted what nobody else can repeat: a seat, or the answer to a ping that goes on from the last one.</summary>
    public void Proven(Origin from)
    {
        lock (_lock)
        {
            var known = Of(from);
            known.ProvenAt = known == _others ? null : _time.GetTimestamp();
        }
    }

    private Known New() => new(new(PerSecond, Burst, _time), new(_share * PartOfOne, _reserve * PartOfOne, _time));

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
            foreach (var idle in _origins.Where(o => o.Value.IsIdle).OrderBy(o => o.Value.ProvenAt ?? 0).Take(MostOrigins / 2).Select(o => o.Key).ToArray())
            {
                _origins.Remove(idle);
            }
        }

        return _origins.Count >= MostOrigins ? _others : _origins[from] = New();
    }

    private sealed class Known(TokenBucket calls, TokenBucket seconds)
    {
        public TokenBucket Calls => calls;

        public TokenBucket Seconds => seconds;

        public long? ProvenAt { get; set; }

        /// <summary>True when nothing is charged to it: only that it has proven itself would be forgotten with it.</summary>
        public bool IsIdle => calls.IsFull && seconds.IsFull;
    }
}
