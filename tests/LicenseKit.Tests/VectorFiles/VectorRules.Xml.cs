namespace LicenseKit.Tests.VectorFiles;

internal static partial class VectorRules
{
    /// <summary>Section 11: XML.</summary>
    public const string OfXml = """
        LF-11.1 Size and encoding.
            xml-256-kib-and-one-byte xml-utf-* xml-iso-* xml-bytes-that-are-not-utf-8 xml-an-overlong-form
            xml-character-in-the-key-name-surrogate xml-bom
        LF-11.2 Well-formed XML 1.0.
            xml-character-* xml-markup-* xml-nul xml-reference-to-* xml-an-entity-that-nobody-declared xml-xml-1-1 xml-cut-off
            xml-something-after-the-end xml-only-a-bracket xml-two-roots
            xml-wrap-evil-sibling-before-the-original-under-another-root xml-crlf xml-characters-at-the-edges xml-raw-greater-than
        LF-11.3 The declaration.
            xml-declaration* xml-no-declaration xml-markup-byte-order-mark-*
        LF-11.4 Comments, processing instructions, CDATA, DOCTYPE.
            xml-comment-* xml-processing-instruction-* xml-cdata-* xml-internal-dtd xml-external-dtd xml-external-entity
            xml-parameter-entity xml-default-attribute-by-dtd xml-billion-laughs xml-quadratic-blow-up
        LF-11.5 Namespaces and prefixed attributes.
            xml-another-namespace xml-600-namespaces xml-a-long-namespace-on-many-elements xml-xml-base xml-xml-id xml-xml-space
            xml-xinclude xml-html xml-content-element-of-no-namespace xml-namespace-again
        LF-11.6 References.
            xml-reference-* xml-references-in-* xml-character-reference xml-texts-like-attributes
        LF-11.7 Bounds.
            xml-depth-* xml-33-attributes xml-20-000-attributes xml-more-than-20-000-nodes xml-stages-256
        LF-11.9 Elements.
            xml-content-* xml-spaces-in-tags xml-quotes-and-empty-tags xml-texts
        LF-11.10 Namespace and version.
            xml-the-namespace-of-a-later-version xml-another-namespace-of-the-root xml-no-namespace xml-detached-only-a-signature
            xml-enveloping-the-license-in-an-object
        LF-11.11 Numbers and instants.
            xml-content-number-* xml-content-negative-number xml-content-empty-number xml-content-serial-2-64
            xml-content-local-time xml-content-time-* xml-content-february-30 xml-content-a-leap-second
        LF-11.12 Unlimited.
            xml-content-a-billion-in-place-of-unlimited xml-content-unlimited-in-another-case xml-content-an-unlimited-serial
            xml-perpetual-unlimited
        LF-11.13 The rules of all licenses.
            xml-content-serial-0 xml-content-serial-2-53 xml-content-oem-* xml-content-unknown-state xml-content-unknown-overage
            xml-content-time-before-1970 xml-content-bidi-override-in-the-client xml-content-client-*
            xml-content-invisible-character-in-the-client xml-content-malformed-id xml-content-malformed-*
            xml-content-end-before-start xml-content-stages-out-of-order xml-content-another-product xml-content-no-holder
            xml-content-an-issuer-that-is-not-the-root-key xml-content-a-holder-key-of-small-order
            xml-content-a-malformed-license-code xml-suspended xml-signed-at-its-end-with-more-seats
        LF-11.14 The issuer's license inside.
            xml-chain-* xml-leaf-over-bundle xml-issuer-* xml-session-license
        LF-11.15 SignedInfo.
            xml-signedinfo-*
        LF-11.16 Signature and its place.
            xml-wrap-* xml-two-signatures xml-a-signature-inside-the-signature xml-no-signature xml-signature-*
        LF-11.17 Prefixes, attributes and KeyName.
            xml-signature-id-on-* xml-markup-empty-key-name xml-markup-blank-key-name xml-markup-no-break-space
            xml-markup-line-separator xml-markup-next-line xml-markup-carriage-return-by-reference xml-prefixed xml-no-key-name
            xml-other-key-name
        LF-11.18 Digest and signature in base64.
            xml-signedinfo-short-digest xml-signedinfo-empty-digest xml-signature-signaturevalue-*
            xml-signature-empty-signaturevalue xml-markup-carriage-return-in-the-signature-value
            xml-markup-no-break-space-in-the-signature-value xml-spaced-value
        LF-11.19 The key comes from the chain.
            xml-signed-by-another-key-* xml-signature-attacker-s-key-in-keyinfo xml-a-session-license-in-place-of-a-master-s
        LF-11.20 The signature.
            xml-prefix-of-the-signature-rewritten
        LF-11.21 The digest.
            xml-content-changed-after-signing xml-re-indented xml-trailing-spaces-trimmed-before-the-signature
            xml-digest-of-other-content xml-content-an-empty-element-tag-that-was-signed-as-it-stands
            xml-prefix-of-the-content-rewritten
        """;
}
