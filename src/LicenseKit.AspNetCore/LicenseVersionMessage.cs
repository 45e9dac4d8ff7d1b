using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Hosting;

namespace LicenseKit.AspNetCore;

/// <summary>One version of a server license; the draft is left out in lists.</summary>
internal sealed record LicenseVersionMessage(
    long Serial, DateTimeOffset At, string State, IReadOnlyDictionary<string, long> Seats, DateTimeOffset Expires,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Draft = null)
{
    public static LicenseVersionMessage Of(LicenseVersion version) =>
        new(version.Serial, version.At, OwnLicenseMessage.StateName(version.State), OwnLicenseMessage.Counts(version.Seats), version.Expires);

    public static LicenseVersionMessage WithDraft(LicenseVersion version) => Of(version) with { Draft = JsonElement.Parse(version.Draft) };
}
