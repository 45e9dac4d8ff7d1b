namespace LicenseKit.Tests.VectorFiles;

internal static partial class VectorRules
{
    /// <summary>Section 11: XML.</summary>
    public const string OfXml = """
        LF-11.1 Size and encoding.
            xml-1-mib-* xml-utf-* xml-iso-* xml-bytes-that-are-not-utf-8 xml-an-overlong-form
            xml-character-in-the-key-name-surrogate xml-bom
        LF-11.2 Well-formed XML 1.0.
            xml-character-* xml-markup-* xml-nul xml-reference-to-* xml-an-entity-that-nobody-declared xml-xml-1-1 xml-cut-off
            xml-something-after-the-end xml-only-a-bracket xml-two-roots
            xml-wrap-evil-sibling-before-the-original-under-another-root xml-characters-at-the-edges xml-raw-greater-than
        LF-11.3 The declaration.
            xml-declaration* xml-no-declaration xml-markup-byte-order-mark-*
        LF-11.4 Comments, processing instructions, CDATA, DOCTYPE.
            xml-comment-* xml-processing-instruction-* xml-cdata-* xml-internal-dtd xml-external-dtd xml-external-entity
            xml-parameter-entity xml-default-attribute-by-dtd xml-billion-laughs xml-quadratic-blow-up
        LF-11.5 Namespaces and prefixes.
            xml-another-namespace xml-600-namespaces xml-a-long-namespace-on-many-elements xml-xml-base xml-xml-id xml-xml-space
            xml-xinclude xml-html xml-content-element-of-no-namespace xml-namespace-again xml-prefix* xml-a-prefix-*
        LF-11.6 References.
            xml-reference-* xml-references-in-* xml-character-reference xml-texts-like-attributes
        LF-11.7 Attributes.
            xml-two-attributes xml-20-000-attributes
        LF-11.8 Line ends.
            xml-crlf xml-content-a-carriage-return-* xml-signedinfo-a-carriage-return-* xml-markup-carriage-return-*
        LF-11.10 Elements.
            xml-content-* xml-depth-* xml-20-000-elements xml-stages-256 xml-spaces-in-tags xml-quotes-and-empty-tags
        LF-11.11 White space.
            xml-texts xml-content-client-of-spaces* xml-re-indented
        LF-11.12 Namespace and version.
            xml-the-namespace-of-a-later-version xml-another-namespace-of-the-root xml-no-namespace xml-detached-only-a-signature
            xml-enveloping-the-license-in-an-object
        LF-11.13 Numbers and instants.
            xml-content-number-* xml-content-negative-number xml-content-empty-number xml-content-serial-2-64
            xml-content-local-time xml-content-time-* xml-content-february-30 xml-content-a-leap-second
        LF-11.14 Unlimited.
            xml-content-a-billion-in-place-of-unlimited xml-content-unlimited-in-another-case xml-content-an-unlimited-serial
            xml-perpetual-unlimited
        LF-11.15 The rules of all licenses.
            xml-content-serial-0 xml-content-serial-2-53 xml-content-oem-* xml-content-unknown-state xml-content-unknown-overage
            xml-content-time-before-1970 xml-content-bidi-override-in-the-client xml-content-client-*
            xml-content-invisible-character-in-the-client xml-content-malformed-id xml-content-malformed-*
            xml-content-end-before-start xml-content-stages-out-of-order xml-content-another-product xml-content-no-holder
            xml-content-an-issuer-that-is-not-the-root-key xml-content-a-holder-key-of-small-order
            xml-content-a-malformed-license-code xml-content-a-public-key-* xml-suspended xml-signed-at-its-end-with-more-seats
        LF-11.16 The bundle inside.
            xml-above-* xml-chain-* xml-issuer-* xml-session-license xml-content-a-key-beside-the-issuer
        LF-11.17 The place of the signature.
            xml-wrap-* xml-two-signatures xml-a-signature-inside-the-signature xml-no-signature
        LF-11.18 The form of the signature.
            xml-signedinfo-* xml-signature-* xml-markup-empty-key-name xml-markup-blank-key-name xml-markup-no-break-space
            xml-markup-line-separator xml-markup-next-line
            xml-markup-no-break-space-in-the-signature-value
        LF-11.19 The key comes from the chain.
            xml-signed-by-* xml-signature-attacker-s-key-in-keyinfo xml-a-session-license-in-place-of-a-master-s
        LF-11.20 The signature.
            xml-signed-by-another-key-under-the-root-key-s-name xml-digest-of-other-content
        LF-11.21 The digest.
            xml-content-changed-after-signing xml-trailing-spaces-trimmed-before-the-signature
            xml-content-an-empty-element-tag-that-was-signed-as-it-stands
        """;
}
