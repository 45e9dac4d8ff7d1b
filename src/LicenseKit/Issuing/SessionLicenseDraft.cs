using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using LicenseKit.Issuing.Drafts;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>What a person wants a session license to say; what is left out takes the server's default.</summary>
/// <remarks>The same draft is the JSON of the admin API and of the command line: <see cref="DraftReader"/> and <see cref="DraftWriter"/>.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class SessionLicenseDraft : IJsonOnDeserialized
{
    private DraftPeriod _period;

    /// <summary>Whom it is for: 1-256 characters.</summary>
    [Description("Whom it is for: 1 to 256 characters.")]
    [JsonRequired]
    public string Client { get; set; } = "";

    /// <summary>Seats by kind, and by <c>generic</c> those that can serve any kind: a cap when shared, kept for it when reserved.</summary>
    [Description("By kind, and 'generic', the pool that serves any kind: 0 to 999999999; 1000000000 or \"unlimited\" is unlimited.")]
    [JsonRequired]
    public IDictionary<string, long> Seats { get; init => field = DraftMap.Of(value); } = DraftMap.Of<long>(null);

    /// <summary>Seats that can serve any kind: <c>Seats["generic"]</c>.</summary>
    [JsonIgnore]
    public long Generic
    {
        get => Seats.TryGetValue(Licenses.Seats.GenericName, out var generic) ? generic : 0;
        set => Seats[Licenses.Seats.GenericName] = value;
    }

    /// <summary>This or <c>expires</c>: ISO 8601 by the UTC calendar from the start, such as <c>P30D</c>; or <c>issuer</c>, as long as the server may issue.</summary>
    /// <remarks>To set it clears <see cref="Expires"/>. See <see cref="ServerLicenseDraft.AsLongAsIssuer"/>.</remarks>
    [Description("This or 'expires': ISO 8601 by the UTC calendar from the start, such as P30D; or \"issuer\", as long as the server may issue.")]
    public string? Duration
    {
        get => _period.Duration;
        set => _period = _period.With(value);
    }

    /// <summary>This or <c>duration</c>: the first instant after the license.</summary>
    /// <remarks>To set it clears <see cref="Duration"/>.</remarks>
    [Description("This or 'duration': the first instant after the license.")]
    public DateTimeOffset? Expires
    {
        get => _period.Expires;
        set => _period = _period.With(value);
    }

    /// <summary>The first instant after a license that starts at <paramref name="start"/>; null when that is the server's, or is not said.</summary>
    public DateTimeOffset? EndFrom(DateTimeOffset start) => _period.EndFrom(start);

    /// <summary>First instant; null = now.</summary>
    [JsonIgnore]
    public DateTimeOffset? Starts { get; set; }

    /// <summary>True for a first version that starts as soon as it takes no seat from a session whose lease is out; excludes <see cref="Starts"/>.</summary>
    [JsonIgnore]
    public bool WhenFree { get; set; }

    /// <summary>Where apps ask for seats; null = the server's public URL.</summary>
    [Description("Where apps ask for seats; this server's public URL unless given.")]
    public string? ServerUrl { get; set; }

    /// <summary>Whether the seats are kept for it; shared unless said.</summary>
    [Description("\"shared\": the seats are a cap; \"reserved\": they are kept for it. Shared unless given.")]
    public Allocation Allocation { get; set; }

    /// <summary>The length of an ordinary lease, at least a second; null = ten minutes.</summary>
    [Description("The length of an ordinary lease; PT10M unless given.")]
    [JsonConverter(typeof(DraftDurationConverter))]
    public TimeSpan? MaxLease { get; set; }

    /// <summary>The longest borrowed lease; none unless said.</summary>
    [Description("The longest borrowed lease; P0D unless given.")]
    [JsonConverter(typeof(DraftDurationConverter))]
    public TimeSpan MaxBorrow { get; set; }

    /// <summary>Periods with other counts, at most 256.</summary>
    [AllowNull]
    [Description("Periods with other seats, at most 256.")]
    public IList<StageDraft> Stages { get; init => field = [.. value ?? []]; } = [];

    /// <summary>Rights that are not seats; where it names any, it gives only those.</summary>
    [AllowNull]
    [Description("Rights that are not seats, by name; all of the server's unless given.")]
    public IDictionary<string, Feature> Features { get; init => field = DraftMap.Of(value); } = DraftMap.Of<Feature>(null);

    /// <summary>Texts that are signed and shown, never enforced.</summary>
    [AllowNull]
    [Description("Texts that are signed and shown, never enforced.")]
    [JsonPropertyName("ext")]
    public IDictionary<string, string> Extensions { get; init => field = DraftMap.Of(value); } = DraftMap.Of<string>(null);

    [Description("The first instant, or \"when-free\"; now unless given.")]
    [JsonInclude]
    [JsonPropertyName("starts")]
    internal DraftStart? Start
    {
        get => DraftStart.Of(Starts, WhenFree);
        set => (Starts, WhenFree) = (value?.At, value is { At: null });
    }

    void IJsonOnDeserialized.OnDeserialized() => _period.Check();
}
