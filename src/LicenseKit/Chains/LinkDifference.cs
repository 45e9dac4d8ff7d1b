using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>A license of one file compared with its counterpart in another.</summary>
public sealed record LinkDifference
{
    private LinkDifference()
    {
    }

    /// <summary>How they compare.</summary>
    public required LinkMark Mark { get; init; }

    /// <summary>What they are.</summary>
    public required LinkType Type { get; init; }

    /// <summary>The id of the license in the second file, or in the first where only that has it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose license that is.</summary>
    public required string Client { get; init; }

    /// <summary>What differs.</summary>
    public required IReadOnlyList<FieldChange> Changes { get; init; }

    internal static LinkDifference Between(ServerLicenseClaims from, ServerLicenseClaims to)
    {
        var changes = FieldChange.Between(from, to);
        return new()
        {
            Mark = MarkOf(changes, from.Id == to.Id),
            Type = to.Parent is null ? LinkType.Master : LinkType.Server,
            Id = to.Id,
            Client = to.Client,
            Changes = changes,
        };
    }

    internal static LinkDifference Between(SessionLicenseClaims from, SessionLicenseClaims to)
    {
        var changes = FieldChange.Between(from, to);
        return OfSession(to, MarkOf(changes, from.Id == to.Id), changes);
    }

    internal static LinkDifference Added(SessionLicenseClaims session) => OfSession(session, LinkMark.Added, FieldChange.Between([], LicenseField.Of(session)));

    internal static LinkDifference Removed(SessionLicenseClaims session) => OfSession(session, LinkMark.Removed, FieldChange.Between(LicenseField.Of(session), []));

    private static LinkDifference OfSession(SessionLicenseClaims session, LinkMark mark, IReadOnlyList<FieldChange> changes) => new()
    {
        Mark = mark,
        Type = LinkType.Session,
        Id = session.Id,
        Client = session.Client,
        Changes = changes,
    };

    private static LinkMark MarkOf(IReadOnlyList<FieldChange> changes, bool sameLicense)
    {
        var changed = sameLicense ? LinkMark.Changed : LinkMark.Different;
        return changes.Count == 0 ? LinkMark.Same : changed;
    }
}
