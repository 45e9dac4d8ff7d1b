using System.Collections.Immutable;
using System.Text;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Storage;
using LicenseKit.Issuing;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Testing;

/// <summary>The rows of a <see cref="MemoryStore"/>: immutable, so that a batch is stored whole or not at all.</summary>
internal sealed record MemoryRows
{
    public long? Floor { get; init; }

    public long RunTime { get; init; }

    public ImmutableSortedDictionary<long, MemorySession> Sessions { get; init; } = ImmutableSortedDictionary<long, MemorySession>.Empty;

    public ImmutableList<AuditEntry> Audit { get; init; } = [];

    private ImmutableSortedDictionary<long, RunInfo> Runs { get; init; } = ImmutableSortedDictionary<long, RunInfo>.Empty;

    private string? Bundle { get; init; }

    private string? Exchange { get; init; }

    private string? Former { get; init; }

    private ImmutableDictionary<string, LinkVersion> Seen { get; init; } = ImmutableDictionary<string, LinkVersion>.Empty;

    private ImmutableDictionary<string, GrantRow> Grants { get; init; } = ImmutableDictionary<string, GrantRow>.Empty;

    private ImmutableSortedDictionary<(string Id, long Serial), VersionRow> Versions { get; init; } = ImmutableSortedDictionary<(string Id, long Serial), VersionRow>.Empty;

    private ImmutableDictionary<(string Id, string Key), ExchangeRow> Exchanges { get; init; } = ImmutableDictionary<(string Id, string Key), ExchangeRow>.Empty;

    private ImmutableSortedDictionary<long, (SessionId Id, long Until)> Over { get; init; } = ImmutableSortedDictionary<long, (SessionId Id, long Until)>.Empty;

    /// <summary>The answers that are kept for idempotency keys, by number.</summary>
    public ImmutableSortedDictionary<long, (KeptAnswer Key, string Answer)> Answers { get; init; } = ImmutableSortedDictionary<long, (KeptAnswer Key, string Answer)>.Empty;

    private ImmutableDictionary<(string Collection, string Id), HostDocument> Documents { get; init; } = ImmutableDictionary<(string Collection, string Id), HostDocument>.Empty;

    private ImmutableList<LeaseLength> Lengths { get; init; } = [];

    public MemoryRows With(Change change, long run) => change switch
    {
        Change.SessionStarted s => this with { Sessions = Insert(Sessions, s.Number, MemorySession.Of(s, run)) },
        Change.LeaseStored s => this with { Sessions = Sessions.SetItem(s.Number, Sessions[s.Number] with { N = s.After.N, Run = s.Run }) },
        Change.SessionEnding s => this with { Sessions = Sessions.SetItem(s.Number, Sessions[s.Number] with { IsEnded = true }) },
        Change.SessionOver s => this with { Sessions = Sessions.Remove(s.Number), Over = Insert(Over, s.OverNumber, (s.Session, s.Until)) },
        Change.GrantChanged g => With(g),
        Change.GrantReported g => this with
        {
            Grants = Grants.SetItem(g.Id, GrantRow.Of(g.After, g.Id)),
            Exchanges = Exchanges.SetItems(ExchangeRow.Changed(g.Before, g.After, g.Id).Select(e => KeyValuePair.Create((e.Id, e.Key), e))),
        },
        Change.ChildChanged c => With(c),
        Change.LengthLowered l => this with { Lengths = Lengths.Add(l.Lowered) },
        Change.RunStarted r => this with { Runs = Insert(Runs, r.Run.Number, r.Run), Sessions = Sessions.RemoveRange(OfProcess()) },
        Change.ClockSet c => this with { Floor = c.Floor },
        Change.TimeStored t => this with { Over = Over.RemoveRange(Over.Keys.TakeWhile(n => n <= t.ForgottenUpTo)) },
        Change.Audited a => this with { Audit = Audit.Add(a.Entry) },
        Change.DocumentWritten { After: { } written } => this with { Documents = Documents.SetItem((written.Collection, written.Id), written) },
        Change.DocumentWritten removed => this with { Documents = Documents.Remove((removed.Collection, removed.Id)) },
        Change.AnswerKept a => this with { Answers = Insert(Answers.RemoveRange(Answers.Keys.TakeWhile(n => n <= a.After.ForgottenUpTo)), a.Answer.Number, (a.Answer, StoredAnswer.Write(a.Reply))) },
        Change.LeaseMoved or Change.PeakReported or Change.TimeLearned or Change.PingSetAside => this,
        _ => throw new ArgumentException($"A {change.GetType().Name} cannot be stored.", nameof(change)),
    };

    public StoredState State(bool isEmpty) => new()
    {
        IsEmpty = isEmpty,
        Floor = Floor,
        RunTime = RunTime,
        Runs = Runs.ToDictionary(r => r.Key, r => r.Value.StartedAt),
        Risen = Runs.Values.Where(r => r.StartedAt > RunTime - EffectiveClock.RiseWindow).Sum(r => r.Risen),
        Bundle = Bundle,
        Exchange = Exchange,
        Former = Former,
        Seen = [.. Seen],
        Grants = [.. Grants.Values],
        Versions = [.. Versions.Values],
        Exchanges = [.. Exchanges.Values],
        Sessions = [.. Sessions.Values.Select(s => s.Stored)],
        Over = [.. Over.Select(o => (o.Key, o.Value.Id, o.Value.Until))],
        Answers = [.. Answers.Values.Select(a => a.Key)],
        Documents = [.. Documents.Values],
        Lengths = Lengths,
    };

    /// <summary>A row whose key is taken is refused, as a database does.</summary>
    private static ImmutableSortedDictionary<long, T> Insert<T>(ImmutableSortedDictionary<long, T> rows, long key, T row) =>
        rows.ContainsKey(key) ? throw new InvalidOperationException($"Row {key} is stored already.") : rows.Add(key, row);

    private IEnumerable<long> OfProcess() => Sessions.Values.Where(s => s.License == LeaseRule.LocalLicense).Select(s => s.Number);

    private MemoryRows With(Change.GrantChanged change)
    {
        var version = VersionRow.Newest(change.After, change.Id);
        var key = (version.Id, version.Serial);
        return this with
        {
            Grants = Grants.SetItem(change.Id, GrantRow.Of(change.After, change.Id)),
            Versions = Versions.ContainsKey(key) ? Versions : Versions.Add(key, version),
        };
    }

    private MemoryRows With(Change.ChildChanged change)
    {
        if (change.After.Chain is not { } chain)
        {
            return this;
        }

        var exchange = this with
        {
            Exchange = StoredJson.Write(StoredExchange.Of(change.After.Exchange)),
            Former = StoredJson.Write([.. change.After.Former.Select(StoredFormer.Of)]),
        };
        return chain == change.Before.Chain ? exchange
            : exchange with { Bundle = Encoding.UTF8.GetString(chain.ToBundle()), Seen = HighWaterMark.Advance(Seen, chain) };
    }
}
