namespace LicenseKit.Hosting.Wire;

/// <summary><c>POST /activations</c>.</summary>
internal sealed record ActivationMessage(string Key, string Activation);
