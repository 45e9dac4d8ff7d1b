using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>Live licenses of a server, of both types: how many there may be, and how many there are.</summary>
/// <param name="Max">The most; <see cref="Limit.Unlimited"/> (1000000000 in JSON) is no limit.</param>
/// <param name="Used">Those there are now.</param>
public sealed record LicenseCounts([property: JsonConverter(typeof(CountJsonConverter))] long Max, long Used)
{
    /// <summary>How many more may be issued now.</summary>
    [JsonConverter(typeof(CountJsonConverter))]
    public long Left => Max == Limit.Unlimited ? Max : Math.Max(0, Max - Used);
}
