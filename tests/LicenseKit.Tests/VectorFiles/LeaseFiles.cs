using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Leases as apps get them: the chain, who signed, when, for whom, for which request, until when.</summary>
internal static class LeaseFiles
{
    private const string OtherSession = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly MessageDraft Lease = MessageDraft.Lease;
    private static readonly Link Server = Some.Child();
    private static readonly byte[] Chain = Server.Bundle();
    private static readonly long Expires = Server.Claims.Expires;
    private static readonly long End = Expires + Server.Claims.Grace;

    public static IReadOnlyList<LeaseFile> All { get; } =
    [
        .. Chains(), .. Signers(), .. Standings(), .. Licenses(), .. Requests(), .. Periods(),
    ];

    private static IEnumerable<LeaseFile> Chains()
    {
        var byCode = Some.Child(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)) });
        return
        [
            new("leased-good", "A lease of a server below a Master.", Chain, Lease),
            new("leased-by-master", "A lease of a Master.", Some.Master().Bundle(), Lease.With("iss", "\"L0\"") with { Signer = 1 })
                { License = LeaseFile.SessionOf(Some.Master()) },
            new("leased-code-with-key", "The server's license is bound by License Code; its key is in 'keys'.", byCode.BundleWithKey(),
                Lease),
            new("leased-code-without-key", "The same without the key.", byCode.Bundle(), Lease, FaultCode.LeaseRefused),
            new("leased-not-activated", "The server's license is not activated.", Some.Child(c => c with { Binding = null }).Bundle(),
                Lease, FaultCode.LeaseRefused),
            new("leased-other-root", "The chain begins with another root key.",
                Some.Master(_ => { }, Some.Key(201), Some.Key(1)).Issues().Bundle(), Lease, FaultCode.UntrustedRoot),
            new("leased-no-chain", "No chain.", [], Lease, FaultCode.NotABundle),
            new("leased-broader-chain", "The chain is refused: the server's license has more seats than its parent's.",
                Some.Child(c => c with { Seats = Some.Seats(50, 20, 3) }).Unchecked().Bundle(), Lease, FaultCode.NotWithinParent),
        ];
    }

    private static IEnumerable<LeaseFile> Signers() =>
    [
        new("leased-signed-by-parent", "Signed by the holder of the parent's license.", Chain, Lease with { Signer = 1 },
            FaultCode.WrongHeader),
        new("leased-signed-by-root", "Signed by the root key.", Chain, Lease with { Signer = 200 }, FaultCode.WrongHeader),
        new("leased-signed-by-attacker", "Signed by a key that no license names.", Chain, Lease with { Signer = 66 },
            FaultCode.WrongHeader),
    ];

    private static IEnumerable<LeaseFile> Standings() =>
    [
        new("leased-in-grace", "Signed when the chain is in its grace period.", Chain, At(Expires), FaultCode.None),
        new("leased-last-second", "Signed in the last second of grace.", Chain, At(End - 1), FaultCode.None),
        new("leased-after-end", "Signed when the chain has ended.", Chain, At(End), FaultCode.Expired),
        new("leased-before-start", "Signed before the chain starts.", Chain, At(Some.Now - 1), FaultCode.NotYetValid),
        new("leased-suspended", "The server's license is suspended.", Some.Child(c => c with { State = LicenseState.Suspended }).Bundle(),
            Lease, FaultCode.Suspended),
        new("leased-parent-revoked", "The license above the server's is revoked.",
            Server.Below(Some.Master().Next(c => c.State = LicenseState.Revoked)).Bundle(), Lease, FaultCode.Revoked),
    ];

    private static IEnumerable<LeaseFile> Licenses() =>
    [
        new("leased-aud", "For another product.", Chain, Lease.With("aud", "\"other\""), FaultCode.LeaseRefused),
        new("leased-iss", "'iss' is the parent's license.", Chain, Lease.With("iss", "\"L0\""), FaultCode.LeaseRefused),
        new("leased-other-server", "The app's session license is from another server.", Chain, Lease, FaultCode.LeaseRefused)
            { License = LeaseFile.SessionOf(Some.Chain(3)) },
    ];

    private static IEnumerable<LeaseFile> Requests() =>
    [
        new("leased-license", "For another session license.", Chain, Lease.With("lk.license", "\"S2\""), FaultCode.LeaseRefused),
        new("leased-session", "For another session.", Chain, Lease, FaultCode.LeaseRefused) { Session = OtherSession },
        new("leased-kind", "Of another kind.", Chain, Lease, FaultCode.LeaseRefused) { Kind = "execution" },
        new("leased-nonce", "The answer to another request.", Chain, Lease, FaultCode.LeaseRefused) { Nonce = MessageDraft.Zeros(17) },
    ];

    private static IEnumerable<LeaseFile> Periods()
    {
        var offline = Some.Child(c => c with { Contact = null, Expires = c.IssuedAt + (20 * Some.Day), Grace = 0 })
            .Below(Some.Master().Next(c => c.MaxOffline = 7 * Some.Day));
        return
        [
            new("leased-until-end", "It ends when the chain ends.", Chain, Lease.With("exp", $"{End}")),
            new("leased-beyond-end", "It ends a second after the chain.", Chain, Lease.With("exp", $"{End + 1}"), FaultCode.LeaseRefused),
            new("leased-for-a-second", "It lasts a second.", Chain, Lease.With("exp", $"{Some.Now + 1}")),
            new("leased-for-nothing", "It ends when it begins.", Chain, Lease.With("exp", $"{Some.Now}"), FaultCode.LeaseRefused),
            new("leased-until-maxoffline", "It ends with the maxOffline of the newer parent of an offline license.", offline.Bundle(),
                Lease.With("exp", $"{Some.Now + (7 * Some.Day)}")),
            new("leased-beyond-maxoffline", "It ends a second after that.", offline.Bundle(),
                Lease.With("exp", $"{Some.Now + (7 * Some.Day) + 1}"), FaultCode.LeaseRefused),
        ];
    }

    private static MessageDraft At(long iat) => Lease.With("iat", $"{iat}").With("exp", $"{Math.Min(iat + 600, Math.Max(End, iat + 1))}");
}
