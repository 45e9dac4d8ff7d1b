namespace LicenseKit.Activation;

/// <summary>Which license file the sender of an activation holds, and the proof of it.</summary>
internal sealed record HeldFile(string Id, long Serial, string Proof);
