namespace LicenseKit.Signing;

/// <summary>How a license is written down; it says the same in either.</summary>
public enum LicenseEncoding
{
    /// <summary>JWS in compact form (RFC 7515), the native encoding.</summary>
    Jws,

    /// <summary>XML with an enveloped signature (XMLDSig, RFC 9231).</summary>
    Xml,
}
