using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>What a request changes, what it is answered, and what must be signed for it.</summary>
internal sealed class Decision
{
    private Decision(object? reply, LicenseFault? fault, IReadOnlyList<Change> changes, IReadOnlyList<Document> documents)
    {
        Reply = reply;
        Fault = fault;
        Changes = changes;
        Documents = documents;
    }

    /// <summary>The reply; null when the request is refused.</summary>
    public object? Reply { get; }

    /// <summary>Why the request is refused; null when it is granted.</summary>
    public LicenseFault? Fault { get; }

    /// <summary>A refusal may change something too: an operator must see some of them.</summary>
    public IReadOnlyList<Change> Changes { get; }

    /// <summary>The documents that the reply or a change needs signed.</summary>
    public IReadOnlyList<Document> Documents { get; }

    /// <summary>True when something must be stored before the request is answered.</summary>
    public bool NeedsCommit
    {
        get
        {
            for (var i = 0; i < Changes.Count; i++)
            {
                if (Changes[i].NeedsCommit)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public static Decision Granted(object reply, params IReadOnlyList<Change> changes) => new(reply, null, changes, []);

    public static Decision Signed(object reply, Document document, params IReadOnlyList<Change> changes) => new(reply, null, changes, document.IsSigned ? [] : [document]);

    public static Decision Signed(object reply, IEnumerable<Document> documents, params IReadOnlyList<Change> changes) =>
        new(reply, null, changes, [.. documents.Where(d => !d.IsSigned)]);

    /// <summary>The same with another reply and one more change.</summary>
    public Decision With(object reply, Change change) => new(reply, Fault, [.. Changes, change], Documents);

    public static Decision Refused(LicenseFault fault, params IReadOnlyList<Change> changes) => new(null, fault, changes, []);

    public static implicit operator Decision(LicenseFault fault) => Refused(fault);
}
