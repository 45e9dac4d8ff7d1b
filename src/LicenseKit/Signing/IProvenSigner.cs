namespace LicenseKit.Signing;

/// <summary>A signer of ours whose every signature fits its one public key, so that verifying it again would be in vain.</summary>
internal interface IProvenSigner : ISigner;
