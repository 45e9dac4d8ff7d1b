using LicenseKit.Issuing;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Storage;

/// <summary>A row of <c>lk_version</c>: one issued version, whose bytes are handed out again and never made anew.</summary>
/// <param name="Id">The license.</param>
/// <param name="Serial">Its serial; 0 for a session license of schema 1.</param>
/// <param name="Holder">Counts the holders of a server license.</param>
/// <param name="Sha256">Its content hash; empty in a row of schema 1.</param>
/// <param name="Jws">The document in compact form: it may be a bearer token.</param>
/// <param name="Draft">The draft it was made from, as JSON.</param>
internal sealed record VersionRow(string Id, long Serial, long Holder, string Sha256, string Jws, string Draft)
{
    /// <summary>The newest version of a grant.</summary>
    public static VersionRow Newest(Ledger ledger, string id)
    {
        if (ledger.Servers.TryGetValue(id, out var server))
        {
            return Of(id, server.Claims.Serial, server.Current.Holder, server.Current.Document, server.Current.Draft);
        }

        var session = ledger.Sessions[id];
        return Of(id, session.Claims.Serial, 0, session.Current.Document, session.Current.Draft);
    }

    /// <summary>The license and the serial; not the document.</summary>
    public override string ToString() => $"{Id} {Serial}";

    private static VersionRow Of(string id, long serial, int holder, Document document, string draft) => new(id, serial, holder, document.ContentHash, document.Compact, draft);
}
