using System.ComponentModel;
using System.Text.Json.Serialization;

namespace LicenseKit.AspNetCore;

/// <summary>The body of a renewal.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RenewLicenseMessage
{
    [Description("The new end, an instant or a day; one more duration of its draft unless given.")]
    public string? Until { get; init; }
}
