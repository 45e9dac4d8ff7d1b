using LicenseKit.Issuing;

namespace LicenseKit.Server;

/// <summary>Decides what the host asks for itself: its documents, and rows of the audit trail.</summary>
internal sealed class HostRequests(ServerState state)
{
    public Decision Decide(Request.WriteDocument request, Basis basis)
    {
        var (collection, id, documents) = (request.Collection, request.Id, state.Documents);
        var before = documents.Find(collection, id);
        if (request.IfVersion is { } seen && seen != (before?.Version ?? 0))
        {
            return new LicenseFault(FaultCode.DocumentChanged, $"The document '{id}' of '{collection}' has changed since it was read.", "Read it again, and decide on what it says now.");
        }

        if (request.Text is { } text && (text.Length > HostDocuments.MaxText || !documents.HasSpaceFor(collection, id, text)))
        {
            return new LicenseFault(FaultCode.DocumentLimit,
                $"The document '{id}' of '{collection}' has {text.Length} characters; {HostDocuments.MaxText} are the most, {HostDocuments.MaxTotal} in all documents, and {HostDocuments.Most} documents.",
                "Store less, or remove documents that are not needed.");
        }

        var after = request.Text is null ? null : new HostDocument(collection, id, request.Text, documents.Next);
        var written = new Change.DocumentWritten(collection, id, after, documents);
        return Decision.Granted(new WrittenDocument(after), [written, .. Audit(request.Activity, basis)]);
    }

    public static Decision Decide(Request.Record request, Basis basis) => Decision.Granted(Done.Reply, [.. Audit(request.Activity, basis)]);

    private static IEnumerable<Change> Audit(Request.HostActivity? activity, Basis basis) =>
        activity is null ? [] : [new Change.Audited(new AuditEntry(basis.Now, activity.By, activity.Action, null, activity.Text))];
}
