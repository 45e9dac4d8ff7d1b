using LicenseKit.Hosting;

namespace LicenseKit.Portal.Bulk;

/// <summary>A bulk file on its way: asked for, reviewed or signed.</summary>
internal sealed record BulkModel
{
    public required BulkType Type { get; init; }

    /// <summary>The file, to correct it and to send it again; after the signature only what was not signed.</summary>
    public string Text { get; init; } = "";

    /// <summary>The same for a text area, of which browsers drop the first line feed.</summary>
    public string TextArea => "\n" + Text;

    /// <summary>Why the file cannot be read.</summary>
    public LicenseFault? Fault { get; init; }

    /// <summary>What becomes of each row; empty while there is no file.</summary>
    public IReadOnlyList<BulkResult> Results { get; init; } = [];

    /// <summary>What can still be granted after all that would be signed; null while no license is held.</summary>
    public IssuerUsage? Left { get; init; }

    /// <summary>Names the signature, so that it is not made twice.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    public IReadOnlyList<IssuedLicense> Licenses => [.. Results.Select(r => r.License).OfType<IssuedLicense>()];

    /// <summary>The lines that would be signed.</summary>
    public string Lines => string.Join(',', Results.Where(r => r.License is not null).Select(r => r.Row.Line));

    public int Refused => Results.Count - Licenses.Count;
}
