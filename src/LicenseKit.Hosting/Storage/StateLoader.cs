using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Storage;

/// <summary>Makes a server's state from the rows of any store: every document is verified again. What is damaged is one fault (LK8003) that names the row, and no secret.</summary>
internal static class StateLoader
{
    private const string RestoreBackup = "Restore the database from a backup.";
    private const string UseSameKeys = "Use the root key, product and installation key with which it was stored, or another data folder.";

    /// <exception cref="LicenseFaultException">A row is damaged, or belongs to another installation.</exception>
    public static ServerState Load(StoredState stored, ChainReader reader, VersionWriter writer, PublicKey key, RunInfo run)
    {
        var child = LoadChild(stored, reader, key);
        var state = new ServerState
        {
            Run = run,
            Child = child,
            Ledger = new LedgerLoader(stored, writer, key, child.Chain?.Rights).Load(),
            Answers = stored.Answers.Aggregate(KeptAnswers.None, (answers, answer) => answers.With(answer)),
            Documents = stored.Documents.Aggregate(HostDocuments.None, (documents, document) => documents.With(document)),
            Lengths = stored.Lengths.Aggregate(LeaseLengths.None, (lengths, length) => lengths.With(length)),
        };
        LoadOver(stored, state);
        LoadSessions(stored, state);
        return state;
    }

    /// <summary>The fault of a row that is not what this server has stored.</summary>
    internal static LicenseFaultException Damaged(string what, string why, Exception? inner = null) => Fault($"{what} is damaged: {why}", RestoreBackup, inner);

    private static LicenseFaultException Fault(string message, string remedy, Exception? inner = null) =>
        new(new(FaultCode.Storage, message.ReplaceLineEndings(" "), remedy), inner);

    private static ChildState LoadChild(StoredState stored, ChainReader reader, PublicKey key)
    {
        var state = new ChildState { Seen = stored.Seen.ToImmutableDictionary(StringComparer.Ordinal) };
        if (stored.Bundle is not { } bundle)
        {
            return state;
        }

        return reader.ReadAs(key, Encoding.UTF8.GetBytes(bundle)).Is(out var chain, out var fault)
            ? state with { Chain = chain, Exchange = LoadExchange(stored, key), Former = LoadFormer(stored) }
            : throw Fault($"The stored license is not accepted: {fault}", UseSameKeys);
    }

    private static ParentExchange LoadExchange(StoredState stored, PublicKey key)
    {
        const string What = "The stored exchange with the parent";
        StoredExchange exchange;
        try
        {
            exchange = StoredJson.ReadExchange(stored.Exchange ?? "");
        }
        catch (JsonException e)
        {
            throw Damaged(What, "it is not the JSON that was stored.", e);
        }

        return new()
        {
            Seq = exchange.Seq,
            Pending = exchange.Pending is { } pending ? LoadPing(pending) : null,
            Previous = exchange.Previous,
            Contact = exchange.Contact,
            Above = exchange.Above ?? ImmutableDictionary<string, ParentContact>.Empty,
            LastUrl = exchange.LastUrl,
            Refused = exchange.Refused,
            BoundElsewhere = exchange.BoundElsewhere,
        };

        // Monotonic time is of one run: a ping of an earlier one must not look young, or its late answer would set the floor of time back.
        PendingPing LoadPing(StoredExchange.Ping ping) => new(ReadDocument(ping.Jws, DocumentType.Ping, key, What), ping.Seq, ping.Nonce, ping.SentAt) { SentTicks = null };
    }

    private static ImmutableArray<FormerVersion> LoadFormer(StoredState stored)
    {
        try
        {
            return stored.Former is { } former ? [.. StoredJson.ReadFormer(former).Select(f => f.Read())] : [];
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            throw Damaged("The stored versions of the held license that were replaced", "they are not what was stored.", e);
        }
    }

    /// <summary>A document that this installation has signed.</summary>
    internal static Document ReadDocument(string? compact, DocumentType type, PublicKey key, string what)
    {
        var bytes = Encoding.UTF8.GetBytes(compact ?? "");
        return Jws.Verify(bytes, type, key, new byte[bytes.Length], out var payload) is { } fault
            ? throw Damaged(what, fault.Message)
            : Document.Of(payload);
    }

    private static void LoadOver(StoredState stored, ServerState state)
    {
        foreach (var (number, id, until) in stored.Over)
        {
            try
            {
                state.Sessions.Over.Load(id, number, until >= 0 ? state.Run.Ticks(until) : throw new OverflowException());
            }
            catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
            {
                throw Damaged($"Stored session id {number} that is over", "its number or time is not one that was stored.", e);
            }
        }
    }

    private static void LoadSessions(StoredState stored, ServerState state)
    {
        var current = default(StoredSession);
        try
        {
            Restart.Restore(state, stored.Runs, Sessions());
        }
        catch (Exception e) when (e is InvalidOperationException or OverflowException)
        {
            throw Damaged($"Stored session {current.Number}", "it is stored twice, or a time of its run is not one that was stored.", e);
        }

        IEnumerable<StoredSession> Sessions()
        {
            foreach (var session in stored.Sessions)
            {
                current = session;
                yield return session is { Number: >= 1, N: >= 1 } ? session : throw Damaged($"Stored session {session.Number}", "its numbers are not positive.");
            }
        }
    }
}
