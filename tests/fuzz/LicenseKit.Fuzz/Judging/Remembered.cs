namespace LicenseKit.Fuzz.Judging;

/// <summary>What was judged before; it starts anew when there is much.</summary>
internal sealed class Remembered<T>
{
    private const int Most = 200_000;

    private readonly HashSet<T> _all = [];

    public bool Contains(T name) => _all.Contains(name);

    public bool Add(T name)
    {
        if (_all.Count == Most)
        {
            _all.Clear();
        }

        return _all.Add(name);
    }
}
