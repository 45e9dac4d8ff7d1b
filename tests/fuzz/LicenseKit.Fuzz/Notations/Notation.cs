namespace LicenseKit.Fuzz.Notations;

/// <summary>How the content of a document is written, so that recipes can edit it.</summary>
internal abstract class Notation
{
    /// <summary>What stands between two members.</summary>
    public abstract ReadOnlySpan<byte> Separator { get; }

    /// <summary>What is signed, made of the JSON that the model gives.</summary>
    public abstract string ContentOf(string json);

    public abstract Slot[] SlotsOf(byte[] content);

    /// <summary>The hash by which another document names this content.</summary>
    public abstract string HashOf(byte[] content);

    /// <summary>A value that is text.</summary>
    public abstract byte[] Text(ReadOnlySpan<byte> text);

    /// <summary>A new member with the layout of another.</summary>
    public abstract byte[] Member(string name, ReadOnlySpan<byte> value, ReadOnlySpan<byte> like);

    /// <summary>A number or an instant and a little more or less; null when the value is neither.</summary>
    public abstract byte[]? Plus(ReadOnlySpan<byte> value, int difference);
}
