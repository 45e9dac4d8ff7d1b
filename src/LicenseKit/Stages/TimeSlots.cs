namespace LicenseKit.Stages;

/// <summary>Time in slots of equal length, about two for each period: which periods touch a slot is known before a search.</summary>
internal sealed class TimeSlots
{
    private readonly long _first;
    private readonly int _shift;

    /// <summary>Per slot, the last period that has started when it begins; one more for the end of the last slot.</summary>
    private readonly int[] _periods;

    private TimeSlots(long first, int shift, int[] periods) => (_first, _shift, _periods) = (first, shift, periods);

    /// <summary>The slots of periods by their starts, at least one, which ascend.</summary>
    public static TimeSlots Of(long[] starts)
    {
        var (first, length) = (starts[0], starts[^1] - starts[0]);
        var shift = 0;
        while (length >> shift >= 2L * starts.Length)
        {
            shift++;
        }

        var periods = new int[(length >> shift) + 2];
        var period = 0;
        for (var slot = 0; slot < periods.Length; slot++)
        {
            while (period + 1 < starts.Length && starts[period + 1] <= first + ((long)slot << shift))
            {
                period++;
            }

            periods[slot] = period;
        }

        return new(first, shift, periods);
    }

    /// <summary>The periods that touch the slot of an instant, which is no earlier than the first start.</summary>
    public (int First, int Count) Around(long at)
    {
        var slot = (int)Math.Min((ulong)(at - _first) >> _shift, (ulong)_periods.Length - 2);
        return (_periods[slot], _periods[slot + 1] - _periods[slot] + 1);
    }
}
