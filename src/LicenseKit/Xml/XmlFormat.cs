using LicenseKit.Chains;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>A license in XML carries its issuer's file inside, and that one may carry the next: opened from the leaf up.</summary>
internal sealed class XmlFormat : LicenseFormat
{
    internal override bool Begins(ReadOnlySpan<byte> file) => Bundle.BeginsLikeXml(file);

    internal override Outcome<LicenseFile> Open(ReadOnlyMemory<byte> file)
    {
        if (LicenseFile.TooLarge(file) is { } tooLarge)
        {
            return tooLarge;
        }

        var links = new List<SignedDocument>();
        var keys = new Dictionary<string, PublicKey>(StringComparer.Ordinal);
        for (ReadOnlyMemory<byte>? above = file; above is { } bytes;)
        {
            if (!Begins(bytes.Span))
            {
                return Join(bytes, links, keys);
            }

            if (!Enveloped.Open(bytes).Is(out var document, out var fault))
            {
                return fault;
            }

            links.Insert(0, document);
            if (links.Count > LicenseFile.MaxServers + 1)
            {
                return LicenseFile.WrongLength(links.Count);
            }

            var outline = document.Outline;
            if ((outline.ReadKey(out var key) ?? outline.ReadFile(out above)) is { } malformed)
            {
                return malformed;
            }

            if (key is not null && Add(outline.Issuer, key, keys) is { } twice)
            {
                return twice;
            }
        }

        return new LicenseFile(links, keys);
    }

    /// <summary>The links above the first one in XML are a bundle.</summary>
    private static Outcome<LicenseFile> Join(ReadOnlyMemory<byte> file, List<SignedDocument> below, Dictionary<string, PublicKey> keys)
    {
        if (!Bundle.Read(file).Is(out var bundle, out var fault))
        {
            return fault;
        }

        foreach (var (id, key) in bundle.Keys)
        {
            if (Add(id, key, keys) is { } twice)
            {
                return twice;
            }
        }

        var links = bundle.Links.Concat(below).ToArray();
        return links.Length > LicenseFile.MaxServers + 1 ? LicenseFile.WrongLength(links.Length) : new LicenseFile(links, keys);
    }

    private static LicenseFault? Add(string id, PublicKey key, Dictionary<string, PublicKey> keys) =>
        keys.TryAdd(id, key) || keys[id].Equals(key) ? null
            : new(FaultCode.BundleKeys, $"The file has two keys for license '{Licenses.Names.Shown(id)}'.", "Get the file again from its issuer.");
}
