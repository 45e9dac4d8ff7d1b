namespace LicenseKit.Fuzz.Recipes;

/// <summary>Reads a recipe's bytes; after their end everything is 0, so each byte string is a recipe.</summary>
internal ref struct Operands(ReadOnlySpan<byte> bytes)
{
    private const int LongestText = 64;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte()
    {
        if (_rest.IsEmpty)
        {
            return 0;
        }

        var first = _rest[0];
        _rest = _rest[1..];
        return first;
    }

    public int Signed() => unchecked((sbyte)Byte());

    public int Short() => (Byte() << 8) | Byte();

    /// <summary>A number from 0 to below <paramref name="count"/>; 0 when there is nothing to choose from.</summary>
    public int Below(int count) => count == 0 ? 0 : (count > 256 ? Short() : Byte()) % count;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public ReadOnlySpan<byte> Text()
    {
        var length = Math.Min(Byte() % LongestText, _rest.Length);
        var text = _rest[..length];
        _rest = _rest[length..];
        return text;
    }
}
