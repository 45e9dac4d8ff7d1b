using System.Globalization;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Storage;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Tests.Storage;

/// <summary>A server without its loop: the real machine over a store, one batch at a time.</summary>
internal sealed class StoreServer
{
    public const string Product = "acme.robot";
    public const string Url = "https://licenses.example";
    public const long Start = 1_800_000_000;

    private readonly IServerStore _store;
    private readonly SigningKey _key;

    private StoreServer(IServerStore store, SigningKey key, Machine machine, StoredState stored, Moment at)
    {
        _store = store;
        _key = key;
        Machine = machine;
        Stored = stored;
        At = at;
    }

    public static SigningKey Root { get; } = KeyOf(200);

    public static ChainReader Reader { get; } = new(Product, [new RootKey(Root.PublicKey)]);

    public Machine Machine { get; }

    public ServerState State => Machine.State;

    /// <summary>The rows that were loaded.</summary>
    public StoredState Stored { get; }

    public Moment At { get; private set; }

    /// <summary>What became of the last commit.</summary>
    public CommitResult Last { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static SigningKey KeyOf(byte seed) => SigningKey.FromSeed([.. Enumerable.Repeat(seed, 32)]);

    public static SessionId Session(int number) => SessionId.Of([.. Enumerable.Repeat((byte)(number % 251), SessionId.Size - 4), .. BitConverter.GetBytes(number)]);

    public static string Nonce(int number) => string.Create(CultureInfo.InvariantCulture, $"nonce-{number:D15}A");

    /// <summary>A new run over a store; monotonic time begins anew with each process.</summary>
    public static async Task<StoreServer> StartAsync(IServerStore store, SigningKey key, long now = Start, long ticks = 1000)
    {
        var stored = await store.OpenAsync(Ct);
        var run = new RunInfo(stored.Runs.Keys.DefaultIfEmpty(0).Max() + 1, stored.RunTime, ticks);
        var state = StateLoader.Load(stored, Reader, new VersionWriter(Reader, key.PublicKey), key.PublicKey, run);
        var server = new StoreServer(store, key, new Machine(state, Reader, key.PublicKey, Url), stored, new Moment(now, ticks));
        await server.AskAsync(new Request.Start());
        return server;
    }

    /// <summary>The same with a Master license in force.</summary>
    public static async Task<StoreServer> StartMasterAsync(IServerStore store, SigningKey key)
    {
        var server = await StartAsync(store, key);
        var seats = new Seats([new("developer", 1000), new("execution", 1000)], 100);
        var file = (await MasterLicense.MakeAsync(Root, key.PublicKey, Product, "Acme", seats, "M-1", UnixTime.ToInstant(Start), Ct)).Value!;
        await server.ApplyAsync(file);
        return server;
    }

    public Task<Chain> ApplyAsync(byte[] file) => AskAsync(new Request.ApplyChain(Reader.ReadAs(_key.PublicKey, file).Value!, null, "Ann"));

    public void Advance(long seconds) => At = new(At.Now + seconds, At.Ticks + (seconds * 1000));

    /// <summary>The reply of a request that is granted and committed.</summary>
    public async Task<T> AskAsync<T>(Request<T> request)
        where T : class
    {
        var answer = (await AskAllAsync(request)).Single();
        return (T?)answer.Reply ?? throw new InvalidOperationException(answer.Fault?.ToString(), answer.Misuse);
    }

    /// <summary>One batch.</summary>
    public async Task<IReadOnlyList<Answer>> AskAllAsync(params Request[] requests)
    {
        var batch = new Batch(Machine, At, requests);
        var step = batch.Decide(100);
        while (step != Step.Answer)
        {
            step = step == Step.Sign ? Sign(batch) : await CommitAsync(batch);
        }

        return [.. batch.Answers];
    }

    public Commit Commit(params IReadOnlyList<Change> changes) => new(changes, At.Now, State.Run.RunTime(At.Ticks));

    /// <summary>An online child that is bound to a key by its code and lasts as long as its parent.</summary>
    public Task<GrantReply> IssueAsync(string id, SigningKey holder, Action<ServerLicenseDraft>? change = null) => AskAsync(new Request.IssueServer(id, ChildDraft(id, holder, change), "Ann"));

    public static ServerLicenseDraft ChildDraft(string client, SigningKey holder, Action<ServerLicenseDraft>? change = null)
    {
        var draft = new ServerLicenseDraft
        {
            Client = client,
            Seats = { ["developer"] = 100 },
            Duration = ServerLicenseDraft.AsLongAsIssuer,
            Contact = { Every = TimeSpan.FromSeconds(10), Silence = TimeSpan.FromDays(1) },
            LicenseCode = LicenseCode.Of(holder.PublicKey, Product).ToString(),
        };
        change?.Invoke(draft);
        return draft;
    }

    public Task<GrantReply> IssueTeamAsync(string id) => AskAsync(new Request.IssueSession(
        id, new SessionLicenseDraft { Client = id, Seats = { ["developer"] = 600 }, Duration = ServerLicenseDraft.AsLongAsIssuer, ServerUrl = Url }, "Ann"));

    public Task<GrantedLease> AcquireAsync(int session, string license, string? labels = null) =>
        AskAsync(new Request.Acquire(Session(session), license, "developer", Nonce(session), labels));

    /// <summary>A ping of a child, as the front verifies it.</summary>
    public Task<PongReply> PingAsync(string license, SigningKey child, long seq, PongName? previous = null)
    {
        var grant = State.Ledger.Servers[license];
        var ping = new Ping
        {
            License = license,
            Parent = State.Child.Chain!.Leaf.Id,
            IssuedAt = At.Now,
            Seq = seq,
            Nonce = Nonce((int)seq),
            Previous = previous,
            Chain = [.. LinkVersion.Of(State.Child.Chain), new(grant.Claims.Serial, grant.Current.Document.ContentHash)],
            Settled = new LinkVersion(grant.Claims.Serial, grant.Current.Document.ContentHash),
            Use = new Dictionary<string, long>(StringComparer.Ordinal) { ["developer"] = seq },
        };
        var compact = ping.Sign(child);
        return AskAsync(new Request.AnswerPing(Ping.Read(compact, child.PublicKey).Value!, VerifiedPayload.HashOf(Encoding.UTF8.GetBytes(compact)), child.PublicKey));
    }

    /// <summary>Everything that a store must keep, as text.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');

        Line($"chain {string.Join(' ', State.Child.Chain?.Links.Select(l => l.ContentHash) ?? [])}");
        Line($"exchange {StoredJson.Write(StoredExchange.Of(State.Child.Exchange))}");
        Line($"former {StoredJson.Write([.. State.Child.Former.Select(StoredFormer.Of)])}");
        foreach (var (path, version) in State.Child.Seen.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            Line($"seen {path} {version}");
        }

        foreach (var grant in State.Ledger.Servers.Values.OrderBy(g => g.Id, StringComparer.Ordinal))
        {
            Line($"server {grant.Id} {grant.FollowedEnd} {grant.CountedFrom} {grant.ResetAt} {grant.ShownKey} {grant.LastPing} {grant.Held} {grant.Settled} {grant.FormerUntil} {grant.FormerOut} {grant.HeardAt} {StoredJson.Write(grant.Use)}");
            grant.Versions.ToList().ForEach(v => Line($"  {v.Claims.Serial} {v.Document.Compact} {v.Draft} {v.Holder}"));
            grant.Exchanges.OrderBy(e => e.Key.X, StringComparer.Ordinal).ToList().ForEach(e => Line($"  {e.Key} {e.Seq} {e.PingSha256} {e.Named} {e.Sent} {e.Pong.Compact}"));
        }

        foreach (var grant in State.Ledger.Sessions.Values.OrderBy(g => g.Id, StringComparer.Ordinal))
        {
            Line($"session license {grant.Id} {grant.Claims.Serial} {grant.Current.Document.Compact} {grant.Current.Draft} {grant.FollowedEnd} {grant.Revoked}");
        }

        foreach (var slot in State.Sessions.Slots().OrderBy(s => State.Sessions[s].Number))
        {
            var row = State.Sessions[slot];
            Line($"session {row.Number} {row.Id} {State.Sessions.LicenseOf(slot)} {State.Sessions.KindOf(slot)} {row.N} {row.Flags & ~SessionFlags.Restored}");
        }

        foreach (var (number, prefix, until) in State.Sessions.Over.Entries)
        {
            Line($"over {number} {prefix} {State.Run.RunTime(until)}");
        }

        State.Documents.All.ToList().ForEach(d => Line($"document {d} {d.Text}"));
        State.Lengths.All.OrderBy(l => l.Until).ToList().ForEach(l => Line($"length {l}"));
        return text.ToString();
    }

    private Step Sign(Batch batch)
    {
        foreach (var document in batch.Unsigned)
        {
            document.Sign(_key);
        }

        return batch.Signed(new Dictionary<Document, LicenseFault>());
    }

    private async Task<Step> CommitAsync(Batch batch)
    {
        Last = await _store.CommitAsync(Commit([.. batch.Changes]), Ct);
        if (Last.Outcome == CommitOutcome.Unknown)
        {
            Last = await _store.ResolveAsync(Ct);
        }

        return Last.Outcome == CommitOutcome.Committed ? batch.Committed() : batch.NotCommitted(new LicenseFault(FaultCode.Storage, "It is not stored.", "Try again."));
    }
}
