using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Storage;

/// <summary>Everything that was issued, from its rows.</summary>
/// <param name="stored">The rows.</param>
/// <param name="writer">Verifies versions.</param>
/// <param name="key">The installation key.</param>
/// <param name="own">What the held license allows; null when none is held.</param>
internal sealed class LedgerLoader(StoredState stored, VersionWriter writer, PublicKey key, EffectiveRights? own)
{
    private readonly ILookup<string, VersionRow> _versions = stored.Versions.ToLookup(v => v.Id, StringComparer.Ordinal);
    private readonly ILookup<string, ExchangeRow> _exchanges = stored.Exchanges.ToLookup(e => e.Id, StringComparer.Ordinal);

    public Ledger Load()
    {
        var servers = new List<ServerGrant>();
        var sessions = new List<SessionGrant>();
        foreach (var row in stored.Grants)
        {
            switch (row.Type)
            {
                case "server":
                    servers.Add(Server(row));
                    break;
                case "session":
                    sessions.Add(Session(row));
                    break;
                default:
                    throw StateLoader.Damaged(Name(row.Id), "it is neither a server license nor a session license.");
            }
        }

        return Ledger.Of(servers, sessions);
    }

    private static string Name(string id, long? serial = null) => serial is null
        ? $"Stored license '{Licenses.Names.Shown(id)}'"
        : string.Create(CultureInfo.InvariantCulture, $"Stored license '{Licenses.Names.Shown(id)}' serial {serial}");

    private ServerGrant Server(GrantRow row)
    {
        var versions = ImmutableArray.CreateBuilder<GrantVersion>();
        foreach (var version in _versions[row.Id])
        {
            var read = writer.ReadServer(Encoding.UTF8.GetBytes(version.Jws), version.Draft, Holder(version));
            if (!read.Is(out var grant, out var fault))
            {
                throw StateLoader.Damaged(Name(row.Id, version.Serial), fault.ToString());
            }

            Check(version, grant.Claims.Id, grant.Claims.Serial, grant.Document);
            versions.Add(grant);
        }

        if (versions.Count == 0 || versions[^1].Claims.Serial != row.Serial)
        {
            throw StateLoader.Damaged(Name(row.Id, row.Serial), "this version is missing.");
        }

        return new()
        {
            Id = row.Id,
            Versions = versions.ToImmutable(),
            FollowedEnd = row.IsIncomplete ? FollowedEnd(versions[^1]) : row.Follows,
            CountedFrom = row.CountedFrom,
            FormerUntil = row.FormerUntil,
            FormerOut = row.FormerOut,
            HeardAt = row.HeardAt,
            ResetAt = row.ResetAt,
            RefusedActivations = row.RefusedActivations,
            ShownKey = row.ShownKey is { } shown ? Key(row.Id, shown) : null,
            Exchanges = [.. _exchanges[row.Id].Select(Exchange)],
            LastPing = row.LastContact,
            Held = row.Held,
            Settled = row.Settled,
            Use = row.Use is { } use ? Counts(row.Id, use) : new Dictionary<string, long>(StringComparer.Ordinal),
        };
    }

    private SessionGrant Session(GrantRow row)
    {
        var versions = ImmutableArray.CreateBuilder<SessionVersion>();
        foreach (var version in _versions[row.Id])
        {
            if (!writer.ReadSession(Encoding.UTF8.GetBytes(version.Jws), version.Draft).Is(out var read, out var fault))
            {
                throw StateLoader.Damaged(Name(row.Id, version.Serial), fault.ToString());
            }

            Check(version, read.Claims.Id, read.Claims.Serial, read.Document);
            versions.Add(read);
        }

        if (versions.Count == 0 || (versions[^1].Claims.Serial != row.Serial && row.Serial != 0))
        {
            throw StateLoader.Damaged(Name(row.Id, row.Serial), "this version is missing.");
        }

        return new()
        {
            Versions = versions.ToImmutable(),
            Revoked = IsRevoked(row),
            FollowedEnd = row.IsIncomplete ? FollowedEnd(versions[^1]) : row.Follows,
        };
    }

    private static bool IsRevoked(GrantRow row) => row.State switch
    {
        "revoked" => true,
        "active" => false,
        _ => throw StateLoader.Damaged(Name(row.Id), "its state is neither 'active' nor 'revoked'."),
    };

    /// <summary>The document must be the one that the row names; rows of schema 1 do not name all of it.</summary>
    private static void Check(VersionRow row, string id, long serial, Document document)
    {
        if (id != row.Id || (serial != row.Serial && row.Serial != 0) || (document.ContentHash != row.Sha256 && row.Sha256.Length > 0))
        {
            throw StateLoader.Damaged(Name(row.Id, row.Serial), "its document is another one.");
        }
    }

    private static int Holder(VersionRow row) =>
        row.Holder is >= 0 and <= int.MaxValue ? (int)row.Holder : throw StateLoader.Damaged(Name(row.Id, row.Serial), "the number of its holder is out of range.");

    private static PublicKey Key(string id, string x) => PublicKey.TryCreate(x, out var read) ? read : throw StateLoader.Damaged(Name(id), "a key of its holder is no Ed25519 key.");

    private static Dictionary<string, long> Counts(string id, string json)
    {
        try
        {
            return StoredJson.ReadCounts(json);
        }
        catch (JsonException e)
        {
            throw StateLoader.Damaged(Name(id), "the seats in use there are not the JSON that was stored.", e);
        }
    }

    /// <summary>Schema 1 did not store which end a grant follows. A child that pings had the issuer's end of its time.</summary>
    /// <remarks>An offline child or a session license may have been cut shorter than that: it counts as following the end of now, or it would be due at once and always.</remarks>
    private long? FollowedEnd(GrantVersion version) =>
        DraftReader.ReadServerLicense(version.Draft).Value?.Duration != ServerLicenseDraft.AsLongAsIssuer ? null
        : version.Claims.Contact is null && own is not null ? own.Expires
        : version.Claims.Expires;

    private long? FollowedEnd(SessionVersion version) =>
        DraftReader.ReadSessionLicense(version.Draft).Value?.Duration == ServerLicenseDraft.AsLongAsIssuer ? own?.Expires ?? version.Claims.Expires : null;

    private PingExchange Exchange(ExchangeRow row)
    {
        var child = Key(row.Id, row.Key);
        var what = $"The stored exchange of license '{Licenses.Names.Shown(row.Id)}' with key {child.Thumbprint}";
        var pong = StateLoader.ReadDocument(row.Pong, DocumentType.Pong, key, what);
        if (row.PingSha256 is null)
        {
            return OfSchema1(row, child, pong, what);
        }

        var named = row.NamedSha256 is { } hash ? new PongName(row.NamedSeq ?? throw StateLoader.Damaged(what, "the pong that the last ping named has no sequence."), hash) : null;
        var sent = new PongName(row.SentSeq ?? throw StateLoader.Damaged(what, "the pong has no sequence."), pong.ContentHash);
        return new PingExchange(child, row.Seq, row.PingSha256, named, sent, pong) { IsForked = row.IsForked };
    }

    private PingExchange OfSchema1(ExchangeRow row, PublicKey child, Document pong, string what)
    {
        var compact = row.Ping ?? throw StateLoader.Damaged(what, "the last ping is missing.");
        if (!Licenses.MessageReader.Read(compact, DocumentType.Ping, child).Is(out var ping, out var fault) || !Pong.Read(row.Pong, key).Is(out var answer, out fault))
        {
            throw StateLoader.Damaged(what, fault.ToString());
        }

        var named = Ping.PreviousOf(ping.Lk); // 'settled' had another form then
        return ping.Fault is { } malformed
            ? throw StateLoader.Damaged(what, malformed.ToString())
            : new PingExchange(child, row.Seq, VerifiedPayload.HashOf(Encoding.UTF8.GetBytes(compact)), named, new PongName(answer.Seq, pong.ContentHash), pong);
    }
}
