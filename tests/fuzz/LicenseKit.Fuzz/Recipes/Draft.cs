using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Recipes;

/// <summary>One document of a file in the making: a seed's, with edits, and the key that will sign it.</summary>
internal sealed class Draft(SeedLink seed)
{
    private readonly List<Splice> _splices = [];
    private byte[]? _content;

    public SeedLink Seed { get; } = seed;

    public KeyPair Signer { get; set; } = seed.Signer;

    public bool IsSession { get; set; } = seed.IsSession;

    /// <summary>The algorithm's name in a header, where the format has one.</summary>
    public string Algorithm { get; set; } = "EdDSA";

    public bool IsSeeds => _splices.Count == 0 && Signer == Seed.Signer && IsSession == Seed.IsSession && Algorithm == "EdDSA";

    public bool IsEdited => _splices.Count > 0;

    /// <summary>The content with all edits; the first of two that overlap counts.</summary>
    public byte[] Content => _content ??= _splices.Count == 0 ? Seed.Content : Spliced();

    public void Replace(int start, int end, ReadOnlySpan<byte> text)
    {
        _content = null;
        _splices.Add(new(start, end, text.ToArray()));
    }

    public void ReplaceValue(int slot, ReadOnlySpan<byte> value) => Replace(Seed.Slots[slot].ValueStart, Seed.Slots[slot].End, value);

    private byte[] Spliced()
    {
        var result = new byte[Seed.Content.Length + _splices.Sum(s => s.Text.Length)];
        var (from, length) = (0, 0);
        foreach (var splice in _splices.OrderBy(s => s.Start))
        {
            if (splice.Start < from)
            {
                continue;
            }

            length += Copy(Seed.Content.AsSpan(from..splice.Start), result.AsSpan(length));
            length += Copy(splice.Text, result.AsSpan(length));
            from = splice.End;
        }

        length += Copy(Seed.Content.AsSpan(from), result.AsSpan(length));
        return result[..length];
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
