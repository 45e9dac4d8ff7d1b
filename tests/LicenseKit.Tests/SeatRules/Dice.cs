namespace LicenseKit.Tests.SeatRules;

/// <summary>The same throws for the same number, in every run.</summary>
internal sealed class Dice(int number)
{
    private ulong _state = unchecked(((ulong)(uint)number + 1) * 0x9E3779B97F4A7C15UL);

    /// <summary>A number below this one.</summary>
    public int Below(int limit)
    {
        unchecked
        {
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            return (int)((_state >> 33) % (ulong)limit);
        }
    }

    public bool OneIn(int cases) => Below(cases) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
