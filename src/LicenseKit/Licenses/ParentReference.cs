namespace LicenseKit.Licenses;

/// <summary>The version of the parent's license under which a license was issued.</summary>
/// <param name="Id">The parent's license id.</param>
/// <param name="Serial">Its serial then.</param>
/// <param name="Sha256">Its content hash then, base64url.</param>
public sealed record ParentReference(string Id, long Serial, string Sha256);
