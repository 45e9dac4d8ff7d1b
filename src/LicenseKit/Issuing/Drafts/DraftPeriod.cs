using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>How a draft says when its license ends: by a duration or by an instant, of which one clears the other.</summary>
internal readonly record struct DraftPeriod(string? Duration, DateTimeOffset? Expires)
{
    private bool IsSetTwice { get; init; }

    public DraftPeriod With(string? duration) => duration is null ? this with { Duration = null }
        : new(duration, null) { IsSetTwice = Expires is not null };

    public DraftPeriod With(DateTimeOffset? expires) => expires is null ? this with { Expires = null }
        : new(null, expires) { IsSetTwice = Duration is not null };

    /// <summary>The first instant after a license that starts at <paramref name="start"/>; null when that is the issuer's, or is not said.</summary>
    public DateTimeOffset? EndFrom(DateTimeOffset start) =>
        Expires ?? (Duration is null or ServerLicenseDraft.AsLongAsIssuer ? null : IsoDuration.EndOf(start, Duration));

    /// <summary>Refuses JSON that has both.</summary>
    public void Check()
    {
        if (IsSetTwice)
        {
            throw new JsonMemberException("has both 'duration' and 'expires'; give one of them");
        }
    }
}
