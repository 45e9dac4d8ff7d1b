using System.ComponentModel;

namespace LicenseKit.AspNetCore;

/// <summary>A license file, for the API description.</summary>
internal sealed record LicenseFileMessage
{
    [Description("license-bundle/1")]
    public required string Lk { get; init; }

    [Description("The licenses in compact form (JWS), the Master license first.")]
    public required IReadOnlyList<string> Chain { get; init; }

    [Description("Public keys of links that are bound by License Code.")]
    public IReadOnlyList<string>? Keys { get; init; }
}
