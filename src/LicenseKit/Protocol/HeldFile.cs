using LicenseKit.Licenses;

namespace LicenseKit.Protocol;

/// <summary>Which license file the sender of an activation holds, and the proof of it: SHA-256 of the file's signature.</summary>
internal sealed record HeldFile(string Id, long Serial, string Proof)
{
    public static HeldFile Of(ServerLicense held) => new(held.Id, held.Serial, ActivationRequest.ProofOf(held.Jws));
}
