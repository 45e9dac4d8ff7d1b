using System.Globalization;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>What a version of a server license says otherwise than the one before, for the audit trail: each member with its value of before and after.</summary>
internal static class VersionChanges
{
    /// <summary>For example <c>seats developer 5→3, expires 2027-01-01→2027-07-01</c>; empty when only what every version changes is changed.</summary>
    public static string Describe(ServerLicenseClaims from, ServerLicenseClaims to)
    {
        var changes = new List<string>();
        void Compare(string name, string before, string after)
        {
            if (before != after)
            {
                changes.Add($"{name} {before}→{after}");
            }
        }

        void CompareWhole<T>(string name, IEnumerable<T> before, IEnumerable<T> after)
        {
            if (!before.SequenceEqual(after))
            {
                changes.Add(name);
            }
        }

        Compare("client", $"'{from.Client}'", $"'{to.Client}'");
        foreach (var kind in from.Seats.Kinds.Union(to.Seats.Kinds).Order(StringComparer.Ordinal))
        {
            Compare($"seats {kind}", Count(from.Seats[kind]), Count(to.Seats[kind]));
        }

        Compare($"seats {Seats.GenericName}", Count(from.Seats.Generic), Count(to.Seats.Generic));
        CompareWhole("stages", from.Stages, to.Stages);
        Compare("starts", Shown.Instant(from.NotBefore), Shown.Instant(to.NotBefore));
        Compare("expires", Shown.Instant(from.Expires), Shown.Instant(to.Expires));
        Compare("grace", Shown.Duration(from.Grace), Shown.Duration(to.Grace));
        Compare("contact", Of(from.Contact), Of(to.Contact));
        Compare("overage", Of(from.Overage), Of(to.Overage));
        Compare("oem", Count(from.Oem), Count(to.Oem));
        Compare("maxLicenses", Count(from.MaxLicenses), Count(to.MaxLicenses));
        Compare("maxDuration", Shown.Duration(from.MaxDuration), Shown.Duration(to.MaxDuration));
        Compare("maxLease", Shown.Duration(from.MaxLease), Shown.Duration(to.MaxLease));
        Compare("maxOffline", Shown.Duration(from.MaxOffline), Shown.Duration(to.MaxOffline));
        Compare("parentUrl", from.ParentUrl ?? "none", to.ParentUrl ?? "none");
        Compare("holder", Of(from.Binding), Of(to.Binding));
        CompareWhole("features", from.Features.OrderBy(f => f.Key, StringComparer.Ordinal), to.Features.OrderBy(f => f.Key, StringComparer.Ordinal));
        CompareWhole("ext", from.Extensions.OrderBy(e => e.Key, StringComparer.Ordinal), to.Extensions.OrderBy(e => e.Key, StringComparer.Ordinal));
        return string.Join(", ", changes);
    }

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
