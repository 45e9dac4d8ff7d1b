using System.Globalization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>What a version of a license says otherwise than the one before, for the audit trail: each member with its value of before and after.</summary>
internal static class VersionChanges
{
    /// <summary>For example <c>seats developer 5→3, expires 2027-01-01→2027-07-01</c>; empty when only what every version changes is changed.</summary>
    public static string Describe(ServerLicenseClaims from, ServerLicenseClaims to)
    {
        var changes = new List<string?>();
        AddCommon(changes, from.Client, to.Client, from.Seats, to.Seats, from.Stages, to.Stages);
        changes.Add(Compare("starts", Shown.Instant(from.NotBefore), Shown.Instant(to.NotBefore)));
        changes.Add(Compare("expires", Shown.Instant(from.Expires), Shown.Instant(to.Expires)));
        changes.Add(Compare("grace", Shown.Duration(from.Grace), Shown.Duration(to.Grace)));
        changes.Add(Compare("contact", Of(from.Contact), Of(to.Contact)));
        changes.Add(Compare("overage", Of(from.Overage), Of(to.Overage)));
        changes.Add(Compare("oem", Count(from.Oem), Count(to.Oem)));
        changes.Add(Compare("maxLicenses", Count(from.MaxLicenses), Count(to.MaxLicenses)));
        changes.Add(Compare("maxDuration", Shown.Duration(from.MaxDuration), Shown.Duration(to.MaxDuration)));
        changes.Add(Compare("maxLease", Shown.Duration(from.MaxLease), Shown.Duration(to.MaxLease)));
        changes.Add(Compare("maxOffline", Shown.Duration(from.MaxOffline), Shown.Duration(to.MaxOffline)));
        changes.Add(Compare("parentUrl", from.ParentUrl ?? "none", to.ParentUrl ?? "none"));
        changes.Add(Compare("holder", Of(from.Binding), Of(to.Binding)));
        AddMaps(changes, from.Features, to.Features, from.Extensions, to.Extensions);
        return string.Join(", ", changes.OfType<string>());
    }

    /// <summary>The same of a session license.</summary>
    public static string Describe(SessionLicenseClaims from, SessionLicenseClaims to)
    {
        var changes = new List<string?>();
        AddCommon(changes, from.Client, to.Client, from.Seats, to.Seats, from.Stages, to.Stages);
        changes.Add(Compare("starts", Shown.Instant(from.NotBefore), Shown.Instant(to.NotBefore)));
        changes.Add(Compare("expires", Shown.Instant(from.Expires), Shown.Instant(to.Expires)));
        changes.Add(Compare("allocation", Of(from.Allocation), Of(to.Allocation)));
        changes.Add(Compare("maxLease", Shown.Duration(from.MaxLease), Shown.Duration(to.MaxLease)));
        changes.Add(Compare("maxBorrow", Shown.Duration(from.MaxBorrow), Shown.Duration(to.MaxBorrow)));
        changes.Add(Compare("serverUrl", from.ServerUrl, to.ServerUrl));
        AddMaps(changes, from.Features, to.Features, from.Extensions, to.Extensions);
        return string.Join(", ", changes.OfType<string>());
    }

    private static void AddCommon(List<string?> changes, string client, string nextClient, Seats seats, Seats nextSeats, IReadOnlyList<Stage> stages, IReadOnlyList<Stage> nextStages)
    {
        changes.Add(Compare("client", $"'{client}'", $"'{nextClient}'"));
        foreach (var kind in seats.Kinds.Union(nextSeats.Kinds).Order(StringComparer.Ordinal))
        {
            changes.Add(Compare($"seats {kind}", Count(seats[kind]), Count(nextSeats[kind])));
        }

        changes.Add(Compare($"seats {Seats.GenericName}", Count(seats.Generic), Count(nextSeats.Generic)));
        changes.Add(CompareWhole("stages", stages, nextStages));
    }

    private static void AddMaps(
        List<string?> changes, IReadOnlyDictionary<string, Feature> features, IReadOnlyDictionary<string, Feature> nextFeatures,
        IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, string> nextTexts)
    {
        changes.Add(CompareWhole("features", features.OrderBy(f => f.Key, StringComparer.Ordinal), nextFeatures.OrderBy(f => f.Key, StringComparer.Ordinal)));
        changes.Add(CompareWhole("ext", texts.OrderBy(e => e.Key, StringComparer.Ordinal), nextTexts.OrderBy(e => e.Key, StringComparer.Ordinal)));
    }

    private static string? Compare(string name, string before, string after) => before == after ? null : $"{name} {before}→{after}";

    private static string? CompareWhole<T>(string name, IEnumerable<T> before, IEnumerable<T> after) => before.SequenceEqual(after) ? null : name;

    private static string Of(Allocation allocation) => allocation == Allocation.Reserved ? "reserved" : "shared";

    private static string Count(long count) => count == Limit.Unlimited ? "unlimited" : count.ToString(CultureInfo.InvariantCulture);

    private static string Of(Contact? contact) => contact is null ? "offline" : $"every {Shown.Duration(contact.Every)} or silent for {Shown.Duration(contact.Silence)}";

    private static string Of(Overage overage) => overage.Mode switch
    {
        OverageMode.End => "end",
        OverageMode.Finish => "finish",
        _ => $"deadline {Shown.Duration(overage.Seconds)}",
    };

    private static string Of(Binding? binding) => binding switch
    {
        Binding.ToKey key => $"key {key.Key.Thumbprint}",
        Binding.ToCode code => $"code {code.Code}",
        _ => "nobody",
    };
}
