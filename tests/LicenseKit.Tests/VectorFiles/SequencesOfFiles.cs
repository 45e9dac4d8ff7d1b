using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Files that an installation takes one after the other: what it remembers of serials, and how it judges its standing.</summary>
internal static class SequencesOfFiles
{
    private const long Jump = 1L << 20;

    private static readonly Link Master = Some.Master();
    private static readonly Link First = Some.Child();
    private static readonly Link Second = First.Next(c => c with { Client = "Renamed" });
    private static readonly Link Elsewhere = First.Next(c => c with { Binding = new Binding.ToKey(Some.Key(9).PublicKey) });
    private static readonly long End = First.Claims.Expires + First.Claims.Grace;

    public static IEnumerable<Sequence> All() => [.. Holders(), .. Serials(), .. SerialsAbove(), .. Order()];

    private static IEnumerable<Sequence> Holders() =>
    [
        new Sequence("held-given-to-another", "A newer version for another key, and the next one for the own key again.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, Elsewhere.Bundle(), Standing.BoundElsewhere)
            .Take(Some.Now + 20, Next(Elsewhere, c => c with { Binding = First.Claims.Binding }).Bundle(), Standing.Good),
        new Sequence("held-nothing-of-another", "An installation without a license gets one that is bound to another key, then its own.")
            .Take(Some.Now, Elsewhere.Bundle(), Standing.None, FaultCode.BoundElsewhere)
            .Take(Some.Now + 10, First.Bundle(), Standing.Good),
        new Sequence("held-another-license", "A file of another license.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, Some.Child(c => c with { Id = "other", Serial = 9 }).Bundle(), Standing.Good, FaultCode.OtherLicense),
    ];

    private static IEnumerable<Sequence> Serials() =>
    [
        new Sequence("seen-same", "The same file again.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, First.Bundle(), Standing.Good),
        new Sequence("seen-older", "An older version after a newer one.")
            .Take(Some.Now, Second.Bundle(), Standing.Good)
            .Take(Some.Now + 10, First.Bundle(), Standing.Good, FaultCode.SerialOlder),
        new Sequence("seen-before-suspension", "The version before the suspension does not come back.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, Next(First, c => c with { State = LicenseState.Suspended }).Bundle(), Standing.Suspended)
            .Take(Some.Now + 20, First.Bundle(), Standing.Suspended, FaultCode.SerialOlder),
        new Sequence("seen-other-content", "Another content under the serial that was in force.")
            .Take(Some.Now, Second.Bundle(), Standing.Good)
            .Take(Some.Now + 10, First.Next(c => c with { Client = "Otherwise" }).Bundle(), Standing.Good, FaultCode.Equivocation),
        new Sequence("seen-jump-most", "The serial rises by 2²⁰ at once.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, Some.Child(c => c with { Serial = 1 + Jump }).Bundle(), Standing.Good),
        new Sequence("seen-jump-more", "The serial rises by 2²⁰ + 1; the next version is taken.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, Some.Child(c => c with { Serial = 2 + Jump }).Bundle(), Standing.Good, FaultCode.SerialJump)
            .Take(Some.Now + 20, Second.Bundle(), Standing.Good),
        new Sequence("seen-first-is-any", "The first file may have any serial.")
            .Take(Some.Now, Some.Child(c => c with { Serial = (1L << 53) - 1 }).Bundle(), Standing.Good),
    ];

    private static IEnumerable<Sequence> SerialsAbove() =>
    [
        new Sequence("seen-older-above", "An older version of the link above under a newer own one.")
            .Take(Some.Now, First.Below(Newer(9)).Bundle(), Standing.Good)
            .Take(Some.Now + 10, Second.Bundle(), Standing.Good, FaultCode.SerialOlder),
        new Sequence("seen-other-content-above", "Another content of the link above under a newer own one.")
            .Take(Some.Now, First.Below(Newer(9)).Bundle(), Standing.Good)
            .Take(Some.Now + 10, Second.Below(Newer(8)).Bundle(), Standing.Good, FaultCode.Equivocation),
        new Sequence("seen-jump-above", "The serial of the link above rises by 2²⁰ + 1.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, First.Below(Some.Master(c => c with { Serial = c.Serial + Jump + 1 })).Bundle(), Standing.Good,
                FaultCode.SerialJump),
        new Sequence("seen-newer-above", "A newer version of the link above over the same own one.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, First.Below(Newer(9)).Bundle(), Standing.Good),
        new Sequence("seen-other-path",
            "The same id below another Master is another path; the serials of the first path are not forgotten.")
            .Take(Some.Now, Second.Bundle(), Standing.Good)
            .Take(Some.Now + 10, Some.Master(c => c with { Id = "X0" }).Issue().Bundle(), Standing.Good)
            .Take(Some.Now + 20, First.Bundle(), Standing.Good, FaultCode.SerialOlder),
    ];

    private static IEnumerable<Sequence> Order() =>
    [
        new Sequence("judged-not-activated", "A license that is not activated, then its activated version.")
            .Take(Some.Now, Some.Child(c => c with { Binding = null }).Bundle(), Standing.NotActivated)
            .Take(Some.Now + 10, Second.Bundle(), Standing.Good),
        new Sequence("judged-suspended-elsewhere", "Suspended, and for another key.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, Next(Elsewhere, c => c with { State = LicenseState.Suspended }).Bundle(), Standing.Suspended),
        new Sequence("judged-elsewhere-expired", "For another key, and expired.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Take(Some.Now + 10, Elsewhere.Bundle(), Standing.BoundElsewhere)
            .Wait(End, Standing.BoundElsewhere),
        new Sequence("judged-not-yet", "Before the start.")
            .Take(Some.Now - 1, First.Bundle(), Standing.NotYet)
            .Wait(Some.Now, Standing.Good),
        new Sequence("judged-stale-grace-expired", "Without contact it is stale also in its grace period, and expired after that.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Wait(First.Claims.Expires, Standing.Stale)
            .Wait(End - 1, Standing.Stale)
            .Wait(End, Standing.Expired),
        new Sequence("judged-grace", "With contact it has its grace period.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Ping(First.Claims.Expires, Standing.Stale)
            .Answer(First.Claims.Expires, Sequence.Pong(First, 1, First.Claims.Expires), Standing.Grace),
        new Sequence("judged-given-away-stale", "Given to another one, then silent, then expired.")
            .Take(Some.Now, First.Bundle(), Standing.Good)
            .Ping(Some.Now, Standing.Good)
            .Answer(Some.Now, Sequence.Pong(Second, 1, Some.Now), Standing.BoundElsewhere)
            .Wait(Some.Now + (30 * Some.Day), Standing.BoundElsewhere)
            .Wait(End, Standing.Expired),
    ];

    private static Link Newer(long maxLicenses) => Master.Next(c => c with { MaxLicenses = maxLicenses });

    private static Link Next(Link link, Func<ServerLicenseClaims, ServerLicenseClaims> change) => link.Next(change);
}
