using System.Text;

namespace LicenseKit.Fuzz.Seeds;

/// <summary>One good document of a chain: what it says, where that can be edited, who signs it and who holds it.</summary>
internal sealed class SeedLink
{
    public SeedLink(string content, bool isSession, KeyPair signer, KeyPair? holder, bool isCodeBound, FuzzFormat format)
    {
        Content = Encoding.UTF8.GetBytes(content);
        Slots = format.SlotsOf(Content);
        IsSession = isSession;
        Signer = signer;
        Holder = holder;
        IsCodeBound = isCodeBound;
        Id = Encoding.UTF8.GetString(ValueOf(Find(format.Places.Id))).Trim('"');
    }

    public byte[] Content { get; }

    public Slot[] Slots { get; }

    public bool IsSession { get; }

    public KeyPair Signer { get; }

    /// <summary>Null for a session license and for a license that is not activated.</summary>
    public KeyPair? Holder { get; }

    public bool IsCodeBound { get; }

    public string Id { get; }

    public int Find(string path) => Array.FindIndex(Slots, s => s.Path == path);

    public ReadOnlySpan<byte> ValueOf(int slot) => Content.AsSpan(Slots[slot].ValueStart..Slots[slot].ValueEnd);
}
