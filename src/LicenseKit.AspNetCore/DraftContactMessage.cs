using System.ComponentModel;

namespace LicenseKit.AspNetCore;

/// <summary>The contact of a draft, for the API description.</summary>
internal sealed record DraftContactMessage
{
    [Description("PT1S to P30D; PT1H unless given.")]
    public string? Every { get; init; }

    [Description("After so long without contact it grants nothing; at least twice 'every'.")]
    public string? Silence { get; init; }
}
