using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Protocol;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Answers to pings: who signed them, what they answer, what they name.</summary>
internal static class SequencesOfAnswers
{
    private static readonly Link First = Some.Child();
    private static readonly Link Second = First.Next(c => c with { Client = "Renamed" });
    private static readonly string Good = Sequence.Pong(First, 1, Some.Now + 1);

    public static IEnumerable<Sequence> All() => [.. Bundles(), .. Signers(), .. Questions(), .. Names(), .. GivenAway(), .. Closed()];

    private static IEnumerable<Sequence> Bundles()
    {
        var suspended = First.Next(c => c with { State = LicenseState.Suspended });
        var resumed = suspended.Next(c => c with { State = LicenseState.Active });
        var moved = Some.Master(c => c.Serial = 4, Some.Root, Some.Key(9)).Issues(c => c.Serial = 2, Some.Key(2));
        return
        [
            Asked("answer-good", "A pong under the parent's key that names what the child holds.").Answer(Some.Now + 1, Good,
                Standing.Good),
            Asked("answer-with-bundle", "A newer version comes with the pong that names it.")
                .Answer(Some.Now + 1, Sequence.Pong(Second, 1, Some.Now + 1), Standing.Good, bundle: Second.Bundle()),
            Asked("answer-suspended-and-resumed", "The suspension comes with an answer, the resumption with the next.")
                .Answer(Some.Now + 1, Sequence.Pong(suspended, 1, Some.Now + 1), Standing.Suspended, bundle: suspended.Bundle())
                .Ping(Some.Now + 10, Standing.Suspended)
                .Answer(Some.Now + 11, Sequence.Pong(resumed, 2, Some.Now + 11), Standing.Good, bundle: resumed.Bundle()),
            Asked("answer-parent-moved", "The parent has another key since; the bundle that comes with the pong says so.")
                .Answer(Some.Now + 1, Sequence.Pong(moved, 1, Some.Now + 1, 9), Standing.Good, bundle: moved.Bundle()),
            Asked("answer-parent-was-moved", "The same, but the pong is signed by the key that the parent had before.")
                .Answer(Some.Now + 1, Sequence.Pong(moved, 1, Some.Now + 1), Standing.Good, FaultCode.BadPong, moved.Bundle()),
            Asked("answer-parent-moves-alone", "A pong under the new key without the bundle.")
                .Answer(Some.Now + 1, Sequence.Pong(moved, 1, Some.Now + 1, 9), Standing.Good, FaultCode.BadPong),
            new Sequence("answer-bundle-older", "The bundle is refused, as it is older. The pong is contact by itself.")
                .Take(Some.Now, Second.Bundle(), Standing.Good)
                .Ping(Some.Now, Standing.Good)
                .Answer(Some.Now + 1, Sequence.Pong(Second, 1, Some.Now + 1), Standing.Good, FaultCode.SerialOlder, First.Bundle()),
            Asked("answer-bundle-broken", "The bundle is refused; the pong names a version that it should have brought.")
                .Answer(Some.Now + 1, Sequence.Pong(Second, 1, Some.Now + 1), Standing.Good, FaultCode.NotABundle, [1, 2, 3]),
        ];
    }

    private static IEnumerable<Sequence> Signers() =>
    [
        Asked("answer-by-attacker", "Signed by a key that no license names.").Answer(Some.Now + 1,
            Sequence.Pong(First, 1, Some.Now + 1, 66), Standing.Good, FaultCode.BadPong),
        Asked("answer-by-child", "Signed by the child itself.").Answer(Some.Now + 1, Sequence.Pong(First, 1, Some.Now + 1, 2),
            Standing.Good, FaultCode.BadPong),
        Asked("answer-by-root", "Signed by the root key.").Answer(Some.Now + 1, Sequence.Pong(First, 1, Some.Now + 1, 200), Standing.Good,
            FaultCode.BadPong),
        new Sequence("answer-by-grandparent", "Signed by the holder of the link above the parent's.", 3)
            .Take(Some.Now, Some.Chain(3).Bundle(), Standing.Good)
            .Ping(Some.Now, Standing.Good)
            .Answer(Some.Now + 1, Sequence.Pong(Some.Chain(3), 1, Some.Now + 1), Standing.Good, FaultCode.BadPong),
    ];

    private static IEnumerable<Sequence> Questions() =>
    [
        Asked("answer-iss", "From another license than the parent's.", p => p with { Parent = "L9" }),
        Asked("answer-aud", "To another license.", p => p with { License = "L9" }),
        Asked("answer-seq", "To the ping with another number.", p => p with { Seq = 2 }),
        Asked("answer-nonce", "With another nonce.", p => p with { Nonce = Sequence.NonceOf(9) }),
        Asked("answer-replayed", "The answer to the last ping again.")
            .Answer(Some.Now + 1, Good, Standing.Good)
            .Ping(Some.Now + 3600, Standing.Good)
            .Answer(Some.Now + 3601, Good, Standing.Good, FaultCode.BadPong),
    ];

    private static IEnumerable<Sequence> Names()
    {
        var above = First.Below(Some.Master().Next(c => c with { MaxLicenses = 9 }));
        return
        [
            new Sequence("names-older", "It names an older version than the child holds, as a parent does that was restored from a backup.")
                .Take(Some.Now, Second.Bundle(), Standing.Good)
                .Ping(Some.Now, Standing.Good)
                .Answer(Some.Now + 1, Sequence.Pong(First, 1, Some.Now + 1), Standing.Good),
            Named("names-other-content", "It names another content under the same serial.",
                c => [c[0], c[1] with { Sha256 = MessageDraft.Zeros(32) }]),
            Named("names-fewer", "It names one link less.", c => [c[0]]),
            Named("names-more", "It names one link more.", c => [.. c, c[1]]),
            Asked("names-newer-above", "It names a newer version of the link above without bringing it.").Answer(Some.Now + 1,
                Sequence.Pong(above, 1, Some.Now + 1), Standing.Good),
            Asked("names-newer-above-with-bundle", "It brings that version.")
                .Answer(Some.Now + 1, Sequence.Pong(above, 1, Some.Now + 1), Standing.Good, bundle: above.Bundle()),
        ];
    }

    private static IEnumerable<Sequence> GivenAway()
    {
        var away = Sequence.Pong(Second, 1, Some.Now + 1);
        var third = Second.Next(c => c with { Client = "Again" });
        return
        [
            Asked("given-away-until-contact", "It names a newer version without bringing it; the next contact ends that.")
                .Answer(Some.Now + 1, away, Standing.BoundElsewhere)
                .Ping(Some.Now + 10, Standing.BoundElsewhere)
                .Answer(Some.Now + 11, Sequence.Pong(First, 2, Some.Now + 11), Standing.Good),
            Asked("given-away-until-newer", "The file that the child has does not end it; a newer version does.")
                .Answer(Some.Now + 1, away, Standing.BoundElsewhere)
                .Take(Some.Now + 10, First.Bundle(), Standing.BoundElsewhere)
                .Take(Some.Now + 20, third.Bundle(), Standing.Good),
        ];
    }

    private static IEnumerable<Sequence> Closed() =>
    [
        Asked("closed-by-forged", "A forged answer closes the ping; the right one comes too late, and the next ping is answered.")
            .Answer(Some.Now + 1, Sequence.Pong(First, 1, Some.Now + 1, 66), Standing.Good, FaultCode.BadPong)
            .Answer(Some.Now + 2, Good, Standing.Good)
            .Ping(Some.Now + 10, Standing.Good)
            .Answer(Some.Now + 11, Sequence.Pong(First, 2, Some.Now + 11), Standing.Good),
        Asked("closed-brings-nothing", "A bundle in an answer to no open ping is not taken.")
            .Answer(Some.Now + 1, Good, Standing.Good)
            .Answer(Some.Now + 2, Good, Standing.Good, bundle: First.Next(c => c with { State = LicenseState.Suspended }).Bundle()),
    ];

    /// <summary>A child that holds its license and has sent a ping.</summary>
    private static Sequence Asked(string name, string what) =>
        new Sequence(name, what).Take(Some.Now, First.Bundle(), Standing.Good).Ping(Some.Now, Standing.Good);

    private static Sequence Asked(string name, string what, Func<Pong, Pong> change) =>
        Asked(name, what).Answer(Some.Now + 1, Sequence.Pong(First, 1, Some.Now + 1, change: change), Standing.Good, FaultCode.BadPong);

    private static Sequence Named(string name, string what, Func<IReadOnlyList<LinkVersion>, IReadOnlyList<LinkVersion>> change) =>
        Asked(name, what).Answer(Some.Now + 1, Sequence.Pong(First, 1, Some.Now + 1, change: p => p with { Chain = change(p.Chain) }),
            Standing.Good);
}
