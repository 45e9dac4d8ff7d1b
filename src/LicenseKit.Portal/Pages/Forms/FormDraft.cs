using LicenseKit.Hosting;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>What a form of either type says.</summary>
/// <param name="Json">The draft, as it is kept beside the license.</param>
/// <param name="Change">What its signature does.</param>
/// <param name="Seats">By kind, and by <c>generic</c>.</param>
/// <param name="Stages">Periods with other seats.</param>
/// <param name="EndFrom">The end of a license that starts then; null when it is the issuer's, or is not said.</param>
/// <param name="Grace">How long it counts after its end.</param>
/// <param name="IsCap">True when it takes no seats from the issuer's allowance: a shared session license.</param>
internal sealed record FormDraft(
    string Json, LicenseChange Change, IDictionary<string, long> Seats, IList<StageDraft> Stages, Func<DateTimeOffset, DateTimeOffset?> EndFrom, TimeSpan Grace, bool IsCap);
