using LicenseKit.Chains;

namespace LicenseKit.Portal.Words;

/// <summary>How a standing looks and what it means: a shape, a word and a sentence.</summary>
/// <param name="Name">The word.</param>
/// <param name="Tone">The part of the class of its chip: good, warn, bad or none.</param>
/// <param name="Shape">The path of its picture in a box of 10 by 10.</param>
/// <param name="Sentence">What it means.</param>
public sealed record StandingWords(string Name, string Tone, string Shape, string Sentence)
{
    private static readonly Dictionary<Standing, StandingWords> All = new()
    {
        [Standing.Good] = new("Good", "good", "M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "It grants what it says."),
        [Standing.Grace] = new("In grace", "warn", "M5 .5 9.8 9.5H.2z", "It has expired. Sessions are still served; nothing new is issued."),
        [Standing.NotYet] = new("Not yet", "", "M5 .5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 1.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z", "It does not apply yet and grants nothing."),
        [Standing.Expired] = new("Expired", "bad", "M1 1h8v8H1z", "It has run out. It grants nothing."),
        [Standing.Suspended] = new("Suspended", "bad", "M1.5.5h2.6v9H1.5zM5.9.5h2.6v9H5.9z", "It is stopped for now. No session starts and no lease is renewed; it can be resumed."),
        [Standing.Revoked] = new("Revoked", "bad", "M2 .7 5 3.7 8 .7 9.3 2l-3 3 3 3L8 9.3l-3-3-3 3L.7 8l3-3-3-3z", "It is ended for good. A mistake is corrected with a new license."),
        [Standing.Stale] = new("Stale", "warn", "M5 0l5 5-5 5-5-5z", "The parent has been silent for too long. Nothing is served until it answers."),
        [Standing.NotActivated] = new("Not activated", "", "M1 4.2h8v1.6H1z", "No installation has activated it. It grants nothing yet."),
        [Standing.BoundElsewhere] = new("Bound elsewhere", "bad", "M0 0h6v6H0zM7.2 3H10v7H3V7.2h4.2z", "Another installation holds it. It grants nothing here."),
        [Standing.None] = new("No license", "bad", "M1 4.2h8v1.6H1z", "No license is held. Nothing is served."),
    };

    /// <summary>What waits for its holder.</summary>
    public static StandingWords Pending { get; } = new("Pending", "warn", "M5 .5a4.5 4.5 0 1 0 4.5 4.5H5z", "The newest serial is not everywhere yet.");

    /// <summary>What ends within days.</summary>
    public static StandingWords Expiring { get; } = new("Expires in 30 days", "warn", "M1 1h8L5 5l4 4H1l4-4z", "It expires within 30 days.");

    /// <summary>What more than one installation wants to hold.</summary>
    public static StandingWords Copied { get; } = new("Copied", "bad", "M0 0h6v6H0zM7.2 3H10v7H3V7.2h4.2z", "Another installation tried to activate it.");

    /// <summary>A kind of which nothing is left.</summary>
    public static StandingWords Full { get; } = new("Full", "bad", "M1 1h8v8H1z", "No session can start.");

    /// <summary>The words of a standing.</summary>
    public static StandingWords Of(Standing standing) => All[standing];
}
