namespace LicenseKit.Sessions.Table;

/// <summary>Names as small numbers, counted by use; a number is given to another name when nothing uses it any more.</summary>
/// <remarks>Clients name kinds, so names must not accumulate.</remarks>
internal sealed class NamePool
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Stack<int> _free = new();
    private string?[] _names = [];
    private int[] _uses = [];

    /// <summary>Names in use.</summary>
    public int Count => _numbers.Count;

    /// <summary>Numbers are below this.</summary>
    public int Capacity => _names.Length;

    /// <summary>The name with this number; null when nothing uses it.</summary>
    public string? this[int number] => _names[number];

    /// <summary>The number of a name in use, or -1.</summary>
    public int Find(string name) => _numbers.TryGetValue(name, out var number) ? number : -1;

    /// <summary>Counts one more use.</summary>
    public int Take(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            number = _free.TryPop(out var free) ? free : Grow();
            _numbers.Add(name, number);
            _names[number] = name;
        }

        _uses[number]++;
        return number;
    }

    /// <summary>Counts one use less.</summary>
    public void Return(int number)
    {
        if (--_uses[number] == 0)
        {
            _numbers.Remove(_names[number]!);
            _names[number] = null;
            _free.Push(number);
        }
    }

    private int Grow()
    {
        var used = _names.Length;
        var size = Math.Max(4, used * 2);
        Array.Resize(ref _names, size);
        Array.Resize(ref _uses, size);
        for (var number = size - 1; number > used; number--)
        {
            _free.Push(number);
        }

        return used;
    }
}
