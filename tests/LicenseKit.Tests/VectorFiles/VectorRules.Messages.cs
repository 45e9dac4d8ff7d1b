namespace LicenseKit.Tests.VectorFiles;

internal static partial class VectorRules
{
    /// <summary>Section 12, and section 2 for messages.</summary>
    public const string OfMessages = """
        LF-2.1 Messages: three parts.
            lease-jws-two-parts activation-jws-two-parts ping-jws-two-parts pong-jws-two-parts
        LF-2.2 Messages: canonical base64url.
            lease-jws-padded activation-jws-padded ping-jws-padded pong-jws-padded
        LF-2.4 Messages: the header's bytes.
            lease-alg-* lease-header-* activation-alg-* activation-header-* ping-alg-* ping-header-* pong-alg-* pong-header-*
        LF-2.9 Messages: the signature.
            lease-signature-* activation-signature-* ping-signature-* pong-signature-*
        LF-12.1 Size of a message.
            lease-size-* activation-size-* ping-size-* pong-size-*
        LF-12.2 The one form of a payload.
            lease-form-* pong-form-*
        LF-12.3 Nesting.
            lease-depth-* activation-depth-* ping-depth-* pong-depth-*
        LF-12.4 Open world.
            lease-unknown activation-unknown* ping-unknown pong-unknown*
        LF-12.5 Members that must be there.
            lease-frame-* activation-frame-* ping-frame-* pong-frame-*
        LF-12.6 Version.
            lease-v-* activation-v-* ping-v-* pong-v-* lease-reads activation-reads ping-reads pong-reads
        LF-12.7 A lease.
            lease-good
        LF-12.8 An activation and its key.
            activation-good activation-request activation-license-text activation-key-*
        LF-12.9 A ping.
            ping-good ping-first ping-prev-text ping-settled-text
        LF-12.10 A pong.
            pong-good pong-plain
        LF-12.12 Ids, product and kind.
            lease-aud-* lease-iss-* lease-license-* lease-kind-* activation-aud-* activation-license-id-* ping-aud-* ping-iss-*
            pong-aud-* pong-iss-*
        LF-12.13 Hashes.
            lease-sub-* activation-iss-* activation-license-proof-* ping-prev-sha256-* ping-settled-sha256-*
        LF-12.14 Nonces.
            lease-nonce-* activation-nonce-* ping-nonce-* pong-nonce-*
        LF-12.15 Instants and seconds.
            lease-iat-* lease-exp-* lease-renewWithin-* activation-iat-* ping-iat-* ping-clock-* pong-iat-*
        LF-12.16 Numbers that rise.
            lease-n-* activation-license-serial-* ping-seq-* ping-prev-seq-* ping-settled-serial-* pong-seq-*
        LF-12.17 Chains as pings and pongs name them.
            ping-chain-* pong-chain-*
        LF-12.18 Counts.
            ping-use-* ping-peak-* ping-issued-*
        LF-12.19 Features, warnings, code of a fault.
            lease-features-* lease-warnings-* ping-refused-*
        LF-12.20 Flags.
            lease-borrowed-* pong-stray-*
        LF-12.21 Warnings that a reader knows and that it does not know.
            lease-warnings-known lease-warnings-other
        LF-12.26 The chain of a lease.
            leased-good leased-by-master leased-code-* leased-not-activated leased-other-root leased-no-chain leased-broader-chain
        LF-12.27 The signer of a lease.
            leased-signed-*
        LF-12.28 The standing of the chain when a lease was signed.
            leased-in-grace leased-last-second leased-after-end leased-before-start leased-suspended leased-parent-revoked
        LF-12.29 Product and server of a lease.
            leased-aud leased-iss leased-other-server
        LF-12.30 The request of a lease.
            leased-license leased-session leased-kind leased-nonce
        LF-12.31 The period of a lease.
            leased-until-* leased-beyond-* leased-for-*
        LF-12.32 The bundle of an answer, then its pong under the newest chain's key.
            answer-good answer-with-bundle answer-suspended-and-resumed answer-parent-* answer-bundle-* answer-by-*
        LF-12.33 The ping that a pong answers.
            answer-iss answer-aud answer-seq answer-nonce answer-replayed
        LF-12.34 The versions that a pong names.
            names-*
        LF-12.35 The date of a contact.
            contact-*
        LF-12.36 A license that was given to another installation.
            given-away-*
        LF-12.37 The first answer closes a ping.
            closed-*
        LF-12.38 Pongs of the links above.
            above-*
        LF-12.39 Silence.
            silence-*
        """;

    /// <summary>Sections 9 and 10 for an installation.</summary>
    public const string OfInstallations = """
        LF-9.2 A version for another holder.
            held-given-to-another held-nothing-of-another
        LF-9.3 Serials that an installation remembers.
            seen-*
        LF-9.4 Another license.
            held-another-license
        LF-10.9 The order in which an installation judges its standing.
            judged-*
        """;
}
