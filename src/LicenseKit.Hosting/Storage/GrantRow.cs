using LicenseKit.Issuing;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Storage;

/// <summary>A row of <c>lk_grant</c>: what lists filter and sort by, and what the holder has reported.</summary>
internal sealed record GrantRow
{
    public required string Id { get; init; }

    /// <summary><c>server</c> or <c>session</c>.</summary>
    public required string Type { get; init; }

    public required string Client { get; init; }

    /// <summary>The client name as it is compared and searched.</summary>
    public required string Folded { get; init; }

    /// <summary><c>active</c>, <c>suspended</c> or <c>revoked</c>.</summary>
    public required string State { get; init; }

    public required long Serial { get; init; }

    public long Held { get; init; }

    public long Settled { get; init; }

    public required long Expires { get; init; }

    /// <summary>Expiry and grace.</summary>
    public required long Ends { get; init; }

    /// <summary>The issuer's end that the newest version follows; null when it does not follow.</summary>
    public long? Follows { get; init; }

    public long? LastContact { get; init; }

    public int CountedFrom { get; init; }

    /// <summary>The instant at which the rights of all former holders have run out.</summary>
    public long? FormerUntil { get; init; }

    /// <summary>Run time in milliseconds at which the rights of all former holders have run out.</summary>
    public long? FormerOut { get; init; }

    /// <summary>Run time in milliseconds at which the holder was last given a pong or a version.</summary>
    public long HeardAt { get; init; }

    public long ResetAt { get; init; }

    /// <summary>How often another installation tried to activate the license since it was bound.</summary>
    public long RefusedActivations { get; init; }

    public string? ShownKey { get; init; }

    /// <summary>Seats in use there by kind, as JSON.</summary>
    public string? Use { get; init; }

    /// <summary>True for a row of schema 1: what only its license says is empty, until the row is stored again.</summary>
    public bool IsIncomplete => Folded.Length == 0;

    public static GrantRow Of(Ledger ledger, string id) => ledger.Servers.TryGetValue(id, out var server) ? Of(server) : Of(ledger.Sessions[id]);

    private static GrantRow Of(ServerGrant grant)
    {
        var claims = grant.Claims;
        return new()
        {
            Id = grant.Id,
            Type = "server",
            Client = claims.Client,
            Folded = DisplayName.Fold(claims.Client),
            State = ServerLicenseWriter.Name(claims.State),
            Serial = claims.Serial,
            Held = grant.Held,
            Settled = grant.Settled,
            Expires = claims.Expires,
            Ends = claims.End,
            Follows = grant.FollowedEnd,
            LastContact = grant.LastPing,
            CountedFrom = grant.CountedFrom,
            FormerUntil = grant.FormerUntil,
            FormerOut = grant.FormerOut,
            HeardAt = grant.HeardAt,
            ResetAt = grant.ResetAt,
            RefusedActivations = grant.RefusedActivations,
            ShownKey = grant.ShownKey?.X,
            Use = grant.Use.Count == 0 ? null : StoredJson.Write(grant.Use),
        };
    }

    private static GrantRow Of(SessionGrant grant) => new()
    {
        Id = grant.Id,
        Type = "session",
        Client = grant.Client,
        Folded = DisplayName.Fold(grant.Client),
        State = grant.Revoked ? "revoked" : "active",
        Serial = grant.Claims.Serial,
        Held = grant.Claims.Serial,
        Settled = grant.Claims.Serial,
        Expires = grant.Claims.Expires,
        Ends = grant.Claims.Expires,
        Follows = grant.FollowedEnd,
    };

}
