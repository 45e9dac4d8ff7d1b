using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>The new end of a license that is renewed.</summary>
/// <param name="Instant">The first instant after its new period.</param>
internal sealed record Renewal(DateTimeOffset Instant)
{
    /// <summary>The end that is asked for; or one more duration after the later of its present end and now.</summary>
    /// <param name="durations">What its drafts name, the newest first; null where one names an expiry.</param>
    /// <param name="expires">Its present end.</param>
    /// <param name="until">The end that is asked for; null for one more duration.</param>
    /// <param name="now">Effective now.</param>
    public static Outcome<Renewal> End(IEnumerable<string?> durations, long expires, long? until, long now)
    {
        if (until is { } wanted)
        {
            return wanted > expires ? new Renewal(UnixTime.ToInstant(wanted))
                : Fault($"A renewal to {Shown.Instant(wanted)} would not be longer: the license ends at {Shown.Instant(expires)}.",
                    "Give a later 'until'; to shorten it, change its draft.");
        }

        return durations.FirstOrDefault(d => !string.IsNullOrEmpty(d)) switch
        {
            null => Fault("No draft of the license names a duration to renew it by.", "Give 'until'."),
            ServerLicenseDraft.AsLongAsIssuer => Fault("The license lasts as long as its issuer's.", "Get the issuer's license extended, or give 'until'."),
            var duration => new Renewal(IsoDuration.EndOf(UnixTime.ToInstant(Math.Max(expires, now)), duration) ?? UnixTime.ToInstant(UnixTime.Max)),
        };
    }

    private static LicenseFault Fault(string message, string remedy) => new(FaultCode.DraftValue, message, remedy, "until");
}
