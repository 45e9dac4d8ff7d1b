namespace LicenseKit.Signing;

/// <summary>Payload bytes of a document whose signature nobody has verified: no proof of anything.</summary>
internal readonly ref struct UnverifiedPayload
{
    internal UnverifiedPayload(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> document, LicenseEncoding encoding = LicenseEncoding.Jws)
    {
        Bytes = bytes;
        Document = document;
        Encoding = encoding;
    }

    /// <summary>The JSON of what the document says.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The whole document as it came.</summary>
    public ReadOnlySpan<byte> Document { get; }

    public LicenseEncoding Encoding { get; }
}
