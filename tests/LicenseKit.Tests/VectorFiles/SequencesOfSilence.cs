using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Contact and silence, of the own license and of the links above it. The silence of the licenses is 30 days.</summary>
internal static class SequencesOfSilence
{
    private const long Silence = 30 * Some.Day;
    private const long Later = Some.Now + (20 * Some.Day);

    private static readonly Link First = Some.Child();
    private static readonly Link Above = Some.Chain(2);
    private static readonly Link Below = Some.Chain(3);

    public static IEnumerable<Sequence> All() => [.. Dates(), .. Silences(), .. LinksAbove()];

    private static IEnumerable<Sequence> Dates() =>
    [
        new Sequence("contact-late", "A late answer counts from when the ping was sent.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Ping(Some.Now + 100, Standing.Good)
            .Answer(Some.Now + Silence - 1, Sequence.Pong(First, 1, Some.Now + Silence - 1), Standing.Good)
            .Wait(Some.Now + 100 + Silence - 1, Standing.Good)
            .Wait(Some.Now + 100 + Silence, Standing.Stale),
        new Sequence("contact-clock-behind", "A pong that is dated before the ping counts from its date.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Ping(Some.Now + 1000, Standing.Good)
            .Answer(Some.Now + 1001, Sequence.Pong(First, 1, Some.Now + 400), Standing.Good)
            .Wait(Some.Now + 400 + Silence - 1, Standing.Good)
            .Wait(Some.Now + 400 + Silence, Standing.Stale),
        new Sequence("contact-of-stale", "A stale license is good again with the next contact.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Ping(Some.Now + Silence, Standing.Stale)
            .Answer(Some.Now + Silence + 1, Sequence.Pong(First, 1, Some.Now + Silence + 1), Standing.Good)
            .Wait(Some.Now + (2 * Silence) - 1, Standing.Good)
            .Wait(Some.Now + (2 * Silence), Standing.Stale),
    ];

    private static IEnumerable<Sequence> Silences()
    {
        var shorter = First.Below(Some.Master().Next(c => c with { MaxOffline = 7 * Some.Day }));
        var renewed = First.Next(c => c with { IssuedAt = Later });
        var unlimited = Some.Master(c => c with { Expires = UnixTime.Max, Grace = 0,
            MaxOffline = Limit.Unlimited }).Issue(c => c with { Contact = new(3600, 2_000_000_000) });
        var offline = Some.Master().Issue(c => c with { Contact = new(3600, 10 * Some.Day) })
            .Issue(c => c with { Contact = null, Expires = c.IssuedAt + (20 * Some.Day), Grace = 0 });
        return
        [
            new Sequence("silence-before-contact", "Before the first contact silence counts from the signing.")
                .Take(Some.Now, First.Bundle(), Standing.Good)
                .Wait(Some.Now + Silence - 1, Standing.Good)
                .Wait(Some.Now + Silence, Standing.Stale),
            new Sequence("silence-of-renewed", "A newer version counts from its own signing.")
                .Take(Some.Now, First.Bundle(), Standing.Good)
                .Take(Later, renewed.Bundle(), Standing.Good)
                .Wait(Later + Silence - 1, Standing.Good)
                .Wait(Later + Silence, Standing.Stale),
            new Sequence("silence-by-parent", "A newer parent with a shorter maxOffline shortens the silence.")
                .Take(Some.Now, First.Bundle(), Standing.Good)
                .Take(Some.Now + 10, shorter.Bundle(), Standing.Good)
                .Wait(Some.Now + (7 * Some.Day) - 1, Standing.Good)
                .Wait(Some.Now + (7 * Some.Day), Standing.Stale),
            new Sequence("silence-unlimited", "An unlimited maxOffline shortens nothing.")
                .Take(Some.Now, unlimited.Bundle(), Standing.Good)
                .Wait(Some.Now + 1_000_000_001, Standing.Good)
                .Wait(Some.Now + 2_000_000_000, Standing.Stale),
            new Sequence("silence-above-offline", "An offline license is not stale when the link above it is silent.", 3)
                .Take(Some.Now, offline.Bundle(), Standing.Good)
                .Wait(Some.Now + (15 * Some.Day), Standing.Good),
            new Sequence("silence-of-master", "A Master is never stale.", 1)
                .Take(Some.Now, Some.Master().Bundle(), Standing.Good)
                .Wait(Some.Now + (100 * Some.Day), Standing.Good),
        ];
    }

    private static IEnumerable<Sequence> LinksAbove()
    {
        var suspended = Above.Next(c => c.State = LicenseState.Suspended);
        return
        [
            Asked("above-silent", "The own parent answers; the link above is silent.")
                .Answer(Later, Sequence.Pong(Below, 1, Later, 2), Standing.Good)
                .Wait(Some.Now + Silence - 1, Standing.Good)
                .Wait(Some.Now + Silence, Standing.Stale),
            Brought("above-heard", "A pong of the link above comes with the answer.", Sequence.Pong(Above, 7, Later - 100), Later - 100),
            Brought("above-ahead", "One that is dated after now counts from now.", Sequence.Pong(Above, 7, Later + 1000), Later),
            Brought("above-forged", "One that another key signed is ignored.", Sequence.Pong(Above, 7, Later, 66), Some.Now),
            Brought("above-by-own-parent", "One that the own parent signed is ignored.", Sequence.Pong(Above, 7, Later, 2), Some.Now),
            Brought("above-for-another", "One for another license is ignored.",
                Sequence.Pong(Above, 7, Later, change: p => p with { License = "L9" }), Some.Now),
            Brought("above-from-another", "One from another license is ignored.",
                Sequence.Pong(Above, 7, Later, change: p => p with { Parent = "L9" }), Some.Now),
            Brought("above-suspended", "One that names a newer version, which was withheld, is ignored.",
                Sequence.Pong(suspended, 7, Later), Some.Now),
            Brought("above-older", "Of two the newer counts.", Sequence.Pong(Above, 7, Later - 50), Later - 50,
                Sequence.Pong(Above, 6, Later - 100)),
            Asked("above-without-contact", "What comes with a forged answer is ignored.")
                .Answer(Later, Sequence.Pong(Below, 1, Later, 66), Standing.Good, FaultCode.BadPong, null, Sequence.Pong(Above, 7, Later))
                .Wait(Some.Now + Silence - 1, Standing.Good)
                .Wait(Some.Now + Silence, Standing.Stale),
        ];
    }

    /// <summary>The child of a child, with a ping sent twenty days after its license was signed.</summary>
    private static Sequence Asked(string name, string what) =>
        new Sequence(name, what, 3).Take(Some.Now, Below.Bundle(), Standing.Good).Ping(Later, Standing.Good);

    /// <summary>The same with an answer that brings pongs of the link above, which is then fresh from an instant on.</summary>
    private static Sequence Brought(string name, string what, string pong, long from, params string[] more) => Asked(name, what)
        .Answer(Later, Sequence.Pong(Below, 1, Later, 2), Standing.Good, above: [pong, .. more])
        .Wait(from + Silence - 1, Standing.Good)
        .Wait(from + Silence, Standing.Stale);
}
