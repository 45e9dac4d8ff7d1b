namespace LicenseKit.Hosting.Front;

/// <summary>A rate with a burst: tokens come back with time, up to the burst. Not thread-safe.</summary>
internal sealed class TokenBucket
{
    private readonly TimeProvider _time;
    private readonly double _perSecond;
    private readonly double _burst;
    private double _tokens;
    private long _at;

    public TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        (_time, _perSecond, _burst) = (time, perSecond, burst);
        (_tokens, _at) = (burst, time.GetTimestamp());
    }

    /// <summary>What is left now; negative after a charge that was more than that, by the burst at most.</summary>
    public double Left
    {
        get
        {
            var now = _time.GetTimestamp();
            _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_at, now).TotalSeconds * _perSecond));
            _at = now;
            return _tokens;
        }
    }

    public bool IsFull => Left >= _burst;

    public void Charge(double tokens) => _tokens = Math.Max(Left - tokens, -_burst);
}
