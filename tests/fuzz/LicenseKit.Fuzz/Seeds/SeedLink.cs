using System.Text;
using LicenseKit.Fuzz.Notations;

namespace LicenseKit.Fuzz.Seeds;

/// <summary>One good document of a chain: what it says, where that can be edited, who signs it and who holds it.</summary>
internal sealed class SeedLink
{
    public SeedLink(string content, string type, KeyPair signer, KeyPair? holder, bool keyIsBeside, FuzzFormat format)
    {
        Content = Encoding.UTF8.GetBytes(content);
        Slots = format.Notation.SlotsOf(Content);
        Type = type;
        Signer = signer;
        Holder = holder;
        KeyIsBeside = keyIsBeside;
        Id = Encoding.UTF8.GetString(ValueOf(Find(format.Places.Id))).Trim('"');
    }

    public byte[] Content { get; }

    public Slot[] Slots { get; }

    public string Type { get; }

    public KeyPair Signer { get; }

    /// <summary>Null for a session license, a license that is not activated, and a message.</summary>
    public KeyPair? Holder { get; }

    /// <summary>True when the file names the holder's key beside the documents.</summary>
    public bool KeyIsBeside { get; }

    public string Id { get; }

    public int Find(string path) => Array.FindIndex(Slots, s => s.Path == path);

    public ReadOnlySpan<byte> ValueOf(int slot) => Content.AsSpan(Slots[slot].ValueStart..Slots[slot].ValueEnd);
}
