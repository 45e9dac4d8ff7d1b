namespace LicenseKit.Tests.VectorFiles;

/// <summary>Which rule of <c>docs/file-format.md</c> each case tests: the rule, what its cases are about, and their ids.</summary>
/// <remarks><c>x-*</c> is every id that begins with <c>x-</c>. An id that is named wins, then the longest beginning.</remarks>
internal static partial class VectorRules
{
    /// <summary>Sections 1 to 3: the file, a document, a payload.</summary>
    public const string OfFiles = """
        LF-1.1 Size.
            size-256-KiB size-256-KiB-and-1
        LF-1.2 JSON in UTF-8.
            empty white-space not-json bare-jws bom utf-16 utf-16-bom invalid-utf-8 comment trailing-* cut-short apostrophes
            surrogate-in-name surrogate-in-version bundle-minified bundle-reindented
        LF-1.3 Members of the file.
            array null object-empty chain-missing chain-twice chain-twice-escaped chain-case lk-missing lk-twice unknown-member
            proto-member
        LF-1.4 Version of the file.
            lk-*
        LF-1.5 The chain as JSON.
            chain-*
        LF-1.6 Number and place of server and session licenses.
            chain-1 chain-2 chain-3 chain-4 chain-5 chain-6 chain-7 chain-8 chain-9-servers session-below-8
            typ-session-in-the-middle typ-two-sessions
        LF-1.7 Keys of holders, as JSON.
            keys-array keys-null keys-number keys-short keys-padded keys-surrogate keys-twice keys-twice-escaped keys-nine
            names-escaped
        LF-1.8 Nesting of the file.
            nested-*
        LF-2.1 Three parts.
            jws-*
        LF-2.2 Canonical base64url.
            jws-signature-* jws-payload-* jws-header-* jws-leading-space jws-trailing-space
        LF-2.3 Length of the signature.
            jws-signature-63 jws-signature-65
        LF-2.4 The header's bytes.
            header-* hs256-* hs512-* none-* rs256-* jwk-* typ-* root-alg-none root-hs256 root-typ-session root-header-reordered
            alg-ed25519 signature-bit-of-header
        LF-2.6 Public keys.
            holder-* forged-under-* keys-small-order key-order-* key-p-plus-* key-31-bytes key-33-bytes key-good
        LF-2.7 A key that is no point of the curve.
            holder-no-point key-no-point
        LF-2.8 S below L.
            signature-plus-order signature-ones
        LF-2.9 The equation of the signature.
            signature-* root-signed-by-attacker
        LF-2.10 R is not of small order.
            signature-identity signature-r-neutral
        LF-3.1 JSON without white space, alone.
            payload-* json-space json-comment json-trailing-comma
        LF-3.2 Members are sorted and come once.
            json-twice json-twice-later json-twice-last json-twice-escaped json-kind-twice json-kind-twice-escaped json-ext-twice
            json-ext-unsorted json-unsorted
        LF-3.3 Escapes.
            json-* client-escapes
        LF-3.4 Characters of texts and names.
            utf-8-* client-* extensions stage-name-* session-client-bidi
        LF-3.5 Spelling of numbers.
            number-*
        LF-3.6 Closed world.
            unknown-* missing-* json-case code-and-key session-unknown-member session-with-cnf payload-empty-object
        LF-3.7 Types.
            null-* type-* payload-array payload-null payload-number payload-text number-text number-null number-true number-array
            number-object
        LF-3.8 Nesting of a payload.
            payload-arrays-500 payload-arrays-100000 payload-objects-500 payload-objects-30000 depth-in-*
        LF-3.10 Unlimited.
            number-above-unlimited seats-above-unlimited perpetual largest-counts
        """;

    /// <summary>Sections 4 to 6: what licenses say, and License Codes.</summary>
    public const string OfContents = """
        LF-4.1 Product.
            product-space
        LF-4.2 Holder.
            key-type-ec key-curve-x25519 code-leaf
        LF-4.3 Instants and period.
            period-* exp-year-10000 iat-negative nbf-negative
        LF-4.4 Ids.
            id-*
        LF-4.5 Client.
            client-empty client-256 client-257 client-257-not-ascii
        LF-4.6 Contact.
            every-* silence-below-two-pings
        LF-4.7 Extensions.
            extensions-*
        LF-4.8 Features.
            feature-* features features-256 features-257
        LF-4.9 Grace.
            grace-negative
        LF-4.10 Maxima.
            number-negative number-2-to-*
        LF-4.11 Levels.
            oem-*
        LF-4.12 Overage.
            overage-unknown
        LF-4.13 Parent.
            parent-serial-0 parent-id-space parent-hash-*
        LF-4.14 Parent's URL.
            url-loopback url-512
        LF-4.15 Seats.
            kind-upper kind-empty kind-33 kinds-* seats-* generic-negative
        LF-4.16 Serial.
            serial-*
        LF-4.17 Stages.
            stage-* stages-* stage-name-257
        LF-4.18 State.
            state-*
        LF-4.19 Version of a license.
            version-*
        LF-4.20 Server URLs.
            url-*
        LF-5.1 Registered members of a session license.
            session-period-empty
        LF-5.2 Allocation.
            session-allocation-unknown session-shared session-reserved
        LF-5.3 Members that server licenses have too.
            session-serial-0 session-stage-empty session-version-2
        LF-5.4 Borrowing.
            session-borrow-*
        LF-5.5 Lease.
            session-lease-0
        LF-5.6 What one seat is for.
            session-seat-*
        LF-5.7 Server's URL.
            session-url-http
        LF-6.1 Symbols of a License Code.
            typed-nothing typed-39-symbols typed-41-symbols typed-u-* typed-a-character-beyond-the-bmp typed-a-full-width-digit
            typed-an-arabic-digit
        LF-6.2 Version of a License Code.
            typed-version-*
        LF-6.3 Code and key.
            typed-the-canonical-form typed-the-code-of-*
        LF-6.4 Checksum.
            typed-a-wrong-* typed-zeros-only typed-ones-only typed-two-neighbours-swapped typed-another-product
            typed-the-product-in-another-case typed-a-code-for-another-product typed-the-same-key-for-another-product
        LF-6.5 Codes as people type them.
            typed-*
        LF-6.6 Codes in licenses.
            code-lower code-no-dashes code-mistyped code-of-another-product code-of-another-version
        """;

    /// <summary>Sections 7 to 10: place in the chain, delegation, holder, standing.</summary>
    public const string OfChains = """
        LF-7.1 Root keys.
            root-* roots-second order-reversed order-no-master typ-session-alone
        LF-7.2 Who must have signed a link.
            order-* graft-other-key child-by-* keys-missing issuer-unbound session-of-nobody session-by-* code-issuer code-twice
            code-master session-below-code
        LF-7.3 Shape of a Master license.
            master-* child-as-master
        LF-7.4 Period of a root key.
            root-before-period root-after-period root-in-period root-at-both-edges root-unbounded
        LF-7.5 Members of a link below.
            parent-missing parent-url-missing
        LF-7.6 Issuer.
            issuer-other parent-other graft-same-key
        LF-7.7 Product of the chain.
            product-* any-product session-of-another-product
        LF-7.8 Ids are unique.
            id-of-parent id-loop session-id-*
        LF-7.9 Holders are unique, and no root key.
            key-of-parent key-loop key-by-code key-root key-root-of-master key-other-root key-code-*
        LF-7.10 Keys of the file belong to codes.
            keys-* code-leaf-with-key
        LF-7.11 Session licenses.
            session-of-another-server session-of-a-master
        LF-8.1 Levels of delegation.
            levels-* parent-fewer-levels
        LF-8.2 An older parent.
            parent-older grandparent-older
        LF-8.3 Two contents of one serial.
            parent-differs
        LF-8.4 Within the parent.
            child-of-zero
        LF-8.5 A newer parent.
            newer-larger-parent newer-parent-*
        LF-8.6 Start.
            beyond-nbf
        LF-8.7 End.
            beyond-exp* beyond-grace*
        LF-8.8 Maxima.
            beyond-max-*
        LF-8.9 Contact and time offline.
            beyond-silence beyond-no-silence beyond-offline* offline
        LF-8.10 Overage.
            beyond-overage-* overage-end
        LF-8.11 Features.
            beyond-feature-* feature-below-*
        LF-8.12 Seats at every instant.
            beyond-deep beyond-raise-* beyond-lowering-* stage-raise-inside stage-lowered-below stage-of-the-past
        LF-8.13 How seats fit.
            beyond-* generic-as-developers generic-shared kind-of-generic
        LF-8.14 Stages at an instant.
            stage-before stage-first-second stage-last-second stage-after stages-adjacent stage-lowering stage-to-zero
            stage-at-both-ends stage-over-both-ends stages-outside stages-none
        LF-9.1 The reader's own installation.
            holder-other holder-of-parent holder-other-by-code prefix code-leaf-for-holder for-holder
        LF-10.1 Suspended and revoked.
            suspended-* revoked-*
        LF-10.2 Not activated.
            not-activated
        LF-10.3 Not yet.
            time-before-* signed-at-its-end-*
        LF-10.4 Expired.
            time-end perpetual-with-grace
        LF-10.5 Grace.
            time-expires time-last-second-of-grace
        LF-10.6 Good.
            time-*
        LF-10.7 End of an offline link.
            offline-cut-by-newer-parent
        LF-10.8 A demand fits every link.
            newer-smaller-parent
        """;
}
