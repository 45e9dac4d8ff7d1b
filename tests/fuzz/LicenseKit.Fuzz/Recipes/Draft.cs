using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Recipes;

/// <summary>One document of a file in the making: a seed's, with edits, and the key that will sign it.</summary>
internal sealed class Draft(SeedLink seed)
{
    private readonly List<Splice> _splices = [];
    private byte[]? _content;

    public SeedLink Seed { get; } = seed;

    public KeyPair Signer { get; set; } = seed.Signer;

    public string Type { get; set; } = seed.Type;

    /// <summary>How the signature is written: 0 as we do, 1 to 3 otherwise, as the format has it.</summary>
    public int Variant { get; set; }

    public bool IsSeeds => _splices.Count == 0 && Signer == Seed.Signer && Type == Seed.Type && Variant == 0;

    public bool IsEdited => _splices.Count > 0;

    /// <summary>The content with all edits; the first of two that overlap counts.</summary>
    public byte[] Content => _content ??= Splice.Apply(_splices, Seed.Content);

    public void Replace(int start, int end, ReadOnlySpan<byte> text)
    {
        _content = null;
        _splices.Add(new(start, end, text.ToArray()));
    }

    public void ReplaceValue(int slot, ReadOnlySpan<byte> value) => Replace(Seed.Slots[slot].ValueStart, Seed.Slots[slot].ValueEnd, value);
}
