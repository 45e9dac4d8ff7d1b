using System.Globalization;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>Values as a person types them into a field.</summary>
internal static class Typed
{
    /// <summary>A duration in one unit; empty for none.</summary>
    public static string In(TimeSpan? span, TimeSpan unit) => span switch
    {
        null => "",
        { } all when all == TimeSpan.MaxValue => "unlimited",
        { } some => (some / unit).ToString("0.###", CultureInfo.InvariantCulture),
    };

    public static string Count(long count) => count == Limit.Unlimited ? "unlimited" : count.ToString(CultureInfo.InvariantCulture);

    /// <summary>A count, or a difference with its sign.</summary>
    public static string Count(StageCount count) =>
        count.IsRelative ? count.Amount.ToString("+0;-0;+0", CultureInfo.InvariantCulture) : Count(count.Amount);
}
