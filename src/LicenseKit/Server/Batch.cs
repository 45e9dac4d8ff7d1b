using LicenseKit.Freshness;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>The order of steps for the requests of one batch: decide and apply each, sign, commit, answer. It waits for nothing itself.</summary>
/// <remarks>
/// <code>
/// Decide ──► Sign ──► Commit ──► Answer
///    ▲         │         │
///    └─────────┴─────────┘   what cannot be signed or stored is taken back and refused; the rest is decided again, at the same moment
/// </code>
/// Ed25519 is deterministic and the moment is kept, so a document that comes out the same again keeps its signature.
/// </remarks>
internal sealed class Batch
{
    private readonly Machine _machine;
    private readonly Moment _at;
    private readonly Entry[] _asked;
    private readonly List<Entry> _entries = [];
    private readonly List<Change> _lapsed = [];
    private readonly List<Change> _applied = [];
    private readonly List<Document> _unsigned = [];
    private readonly Dictionary<(DocumentType Type, string Hash), Document> _signed = [];
    private LicenseFault? _mayNotStore;
    private LicenseFault? _mayNotSign;
    private int _lapses;
    private bool _failedToSign;

    /// <summary>A batch of requests.</summary>
    /// <param name="machine">Decides them.</param>
    /// <param name="at">The moment of all of them.</param>
    /// <param name="requests">In order of arrival.</param>
    /// <param name="mayNotStore">Why nothing can be stored now; null when it is tried.</param>
    public Batch(Machine machine, Moment at, IReadOnlyList<Request> requests, LicenseFault? mayNotStore = null)
    {
        _machine = machine;
        _at = at;
        _mayNotStore = mayNotStore;
        _asked = [.. requests.Select(r => new Entry(r))];
        _entries.AddRange(_asked.OrderBy(e => e.Request.Class));
    }

    /// <summary>The documents that must be signed now, without those that were signed in an earlier round.</summary>
    public IReadOnlyList<Document> Unsigned => _unsigned;

    /// <summary>What must be stored before anybody is answered.</summary>
    public IEnumerable<Change> Changes => _machine.Unstored.Concat(_applied.Where(c => c.NeedsCommit));

    /// <summary>The sessions that lapsed in this batch.</summary>
    public IReadOnlyList<Change> Lapsed => _lapsed;

    /// <summary>What the requests changed: for readers and observers, after the commit.</summary>
    public IReadOnlyList<Change> Applied => _applied;

    /// <summary>The answers, in order of arrival.</summary>
    public IEnumerable<Answer> Answers => _asked.Select(e => new Answer(e.Request, e.Decision?.Reply, e.Refusal ?? e.Decision?.Fault, e.Misuse));

    /// <summary>Decides and applies all requests, what is due before them.</summary>
    /// <param name="mostDue">Most grants that are issued again in this batch.</param>
    public Step Decide(int mostDue)
    {
        var due = new List<Entry>();
        foreach (var request in _machine.Due(_at, mostDue))
        {
            if (request is Request.Lapse)
            {
                foreach (var lapse in _machine.Decide(request, _at).Changes)
                {
                    _machine.Apply(lapse);
                    _lapsed.Add(lapse);
                }
            }
            else
            {
                due.Add(new Entry(request));
            }
        }

        _entries.InsertRange(0, due);
        DecideAll();
        return Next();
    }

    /// <summary>The documents of <see cref="Unsigned"/> are signed, but for those that failed.</summary>
    /// <param name="failed">Why each of these was not signed.</param>
    public Step Signed(IReadOnlyDictionary<Document, LicenseFault> failed)
    {
        foreach (var document in _unsigned.Where(d => d.IsSigned))
        {
            _signed[(document.Type, document.ContentHash)] = document;
        }

        if (failed.Count == 0)
        {
            _unsigned.Clear();
            return Next();
        }

        Refuse(e => e.Decision?.Documents.Select(failed.GetValueOrDefault).FirstOrDefault(f => f is not null));
        _mayNotSign = _failedToSign ? failed.Values.First() : null;
        _failedToSign = true;
        DecideAgain();
        return Next();
    }

    /// <summary>The changes are stored.</summary>
    public Step Committed()
    {
        _machine.Stored(_lapses);
        return Step.Answer;
    }

    /// <summary>The changes could not be stored: they are taken back; requests that need none are decided again, on the state taken back.</summary>
    public Step NotCommitted(LicenseFault fault)
    {
        _mayNotStore = fault;
        Refuse(e => e.Decision is { NeedsCommit: true } ? fault : null);
        DecideAgain();
        _machine.ForgetFollowed();
        return Next();
    }

    private Step Next()
    {
        if (_unsigned.Count > 0)
        {
            return Step.Sign;
        }

        _lapses = _machine.Unstored.Count;
        return _mayNotStore is null && (_lapses > 0 || _applied.Exists(c => c.NeedsCommit)) ? Step.Commit : Step.Answer;
    }

    private void Refuse(Func<Entry, LicenseFault?> why)
    {
        foreach (var entry in _entries)
        {
            entry.Refusal ??= why(entry);
        }
    }

    private void DecideAgain()
    {
        for (var i = _applied.Count - 1; i >= 0; i--)
        {
            _machine.Undo(_applied[i]);
        }

        DecideAll();
    }

    private void DecideAll()
    {
        _applied.Clear();
        _unsigned.Clear();
        foreach (var entry in _entries)
        {
            entry.Decision = null;
            if (entry.Refusal is null)
            {
                Decide(entry);
            }
        }
    }

    private void Decide(Entry entry)
    {
        Decision decision;
        try
        {
            decision = _machine.Decide(entry.Request, _at);
        }
#pragma warning disable CA1031 // Not swallowed: whoever asked gets it, and the requests of the others go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            entry.Misuse = e;
            return;
        }

        var unsigned = decision.Documents.Where(d => !TakeSignature(d)).ToArray();
        if (decision.NeedsCommit && _mayNotStore is { } unstored)
        {
            entry.Refusal = unstored;
            return;
        }

        if (unsigned.Length > 0 && _mayNotSign is { } refused)
        {
            entry.Refusal = refused;
            return;
        }

        entry.Decision = decision;
        _unsigned.AddRange(unsigned);
        foreach (var change in decision.Changes)
        {
            _machine.Apply(change);
            _applied.Add(change);
        }
    }

    /// <summary>True when the same document was signed in an earlier round.</summary>
    private bool TakeSignature(Document document)
    {
        if (_signed.Count > 0 && _signed.TryGetValue((document.Type, document.ContentHash), out var same))
        {
            document.TakeSignature(same);
        }

        return document.IsSigned;
    }

    private sealed class Entry(Request request)
    {
        public Request Request => request;

        public Decision? Decision { get; set; }

        public LicenseFault? Refusal { get; set; }

        public Exception? Misuse { get; set; }
    }
}
