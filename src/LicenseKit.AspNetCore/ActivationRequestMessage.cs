using System.ComponentModel;

namespace LicenseKit.AspNetCore;

/// <summary>An activation request file, for the API description.</summary>
internal sealed record ActivationRequestMessage
{
    [Description("activation-request/1")]
    public required string Lk { get; init; }

    [Description("The installation's public key, base64url.")]
    public required string Key { get; init; }

    [Description("The activation, signed by that key.")]
    public required string Activation { get; init; }
}
