using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using LicenseKit.Issuing.Drafts;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>What a person wants a server license to say; what is left out takes the issuer's default.</summary>
/// <remarks>
/// Required: <see cref="Client"/>, <see cref="Seats"/> or <see cref="Generic"/>, and <see cref="Duration"/> or <see cref="Expires"/>.
/// The same draft is the JSON of the admin API and of the command line: <see cref="DraftReader"/> and <see cref="DraftWriter"/>.
/// </remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class ServerLicenseDraft : IJsonOnDeserialized
{
    /// <summary>For <see cref="Oem"/>: as many levels below as the issuer may give.</summary>
    public const int AsManyLevelsAsAllowed = int.MaxValue;

    /// <summary>For <see cref="Duration"/>: as long as the issuer's own license.</summary>
    public const string AsLongAsIssuer = "issuer";

    private DraftPeriod _period;

    /// <summary>Whose server it is: 1-256 characters, unique among the issuer's live children.</summary>
    [Description("Whose server it is: 1 to 256 characters, unique among the issuer's live licenses.")]
    [JsonRequired]
    public string Client { get; set; } = "";

    /// <summary>Seats by kind, and by <c>generic</c> those that can serve any kind: 0 to 999 999 999, or unlimited.</summary>
    /// <remarks><see cref="Limit.Unlimited"/> is 1000000000 or <c>"unlimited"</c> in JSON.</remarks>
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

    /// <summary>This or <c>expires</c>: ISO 8601 by the UTC calendar from the start, such as <c>P1Y</c>; or <c>issuer</c>, as long as the issuer's own license.</summary>
    /// <remarks>To set it clears <see cref="Expires"/>. See <see cref="AsLongAsIssuer"/>.</remarks>
    [Description("This or 'expires': ISO 8601 by the UTC calendar from the start, such as P1Y; or \"issuer\", as long as the issuer's own license.")]
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

    /// <summary>The first instant after a license that starts at <paramref name="start"/>; null when that is the issuer's, or is not said.</summary>
    public DateTimeOffset? EndFrom(DateTimeOffset start) => _period.EndFrom(start);

    /// <summary>First instant; null = now at the first issue, kept by later versions.</summary>
    [JsonIgnore]
    public DateTimeOffset? Starts { get; set; }

    /// <summary>True for a first version that starts as soon as it takes no seat from a session whose lease is out; excludes <see cref="Starts"/>.</summary>
    [JsonIgnore]
    public bool WhenFree { get; set; }

    /// <summary>Where the new server finds its parent; null = the issuer's public URL.</summary>
    [Description("Where the new server finds its parent; this server's public URL unless given.")]
    public string? ParentUrl { get; set; }

    /// <summary>Levels of servers that may be issued below: 0 to 7; in JSON also false for none, and true for as many as the issuer may give.</summary>
    /// <remarks>See <see cref="AsManyLevelsAsAllowed"/>.</remarks>
    [Description("Levels of servers that may be issued below: false, true (as many as the issuer may give) or 0 to 7.")]
    [JsonConverter(typeof(DraftLevelsConverter))]
    public int Oem { get; set; }

    /// <summary>Most live licenses; null = the issuer's.</summary>
    [Description("Live licenses that it may have issued: 0 to 999999999; 1000000000 or \"unlimited\" is unlimited. The issuer's unless given.")]
    public long? MaxLicenses { get; set; }

    /// <summary>Longest session license, such as <c>P90D</c>; null = the issuer's.</summary>
    /// <remarks><see cref="TimeSpan.MaxValue"/> is unlimited.</remarks>
    [Description("Longest session license: weeks, days and smaller, such as P90D, or \"unlimited\". The issuer's unless given.")]
    [JsonConverter(typeof(DraftDurationConverter))]
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>Longest lease; null = the issuer's.</summary>
    [Description("Longest lease, here and below. The issuer's unless given.")]
    [JsonConverter(typeof(DraftDurationConverter))]
    public TimeSpan? MaxLease { get; set; }

    /// <summary>Longest silence of servers below; null = none may be silent, or the issuer's when <c>oem</c> is given.</summary>
    [Description("Longest silence of servers below; none may be silent unless given, with 'oem' the issuer's.")]
    [JsonConverter(typeof(DraftDurationConverter))]
    public TimeSpan? MaxOffline { get; set; }

    /// <summary>When an online server pings, and how long it may hear nothing.</summary>
    [AllowNull]
    [Description("When an online server pings.")]
    public ContactDraft Contact { get; init => field = value ?? new(); } = new();

    /// <summary>True for an offline server that never contacts its parent; needs <c>licenseCode</c> or <c>request</c>.</summary>
    [Description("True: offline, never contacts its parent; needs 'licenseCode' or 'request'.")]
    public bool SuppressPings { get; set; }

    /// <summary>Binds the license to the installation with this code.</summary>
    [Description("Binds it to the installation with this License Code.")]
    public string? LicenseCode { get; set; }

    /// <summary>Binds the license to the installation that made this activation request: the file's JSON; excludes <c>licenseCode</c>.</summary>
    [Description("Binds it to the installation that made this activation request: the file's JSON, as an object or a text.")]
    [JsonConverter(typeof(DraftRequestConverter))]
    public string? Request { get; set; }

    /// <summary>Periods with another allowance, at most 256.</summary>
    [AllowNull]
    [Description("Periods with other seats, at most 256.")]
    public IList<StageDraft> Stages { get; init => field = [.. value ?? []]; } = [];

    /// <summary>What happens to sessions above a smaller allowance; null = the issuer's.</summary>
    [Description("Running sessions above what a new version allows: \"finish\", \"end\" or a deadline such as \"PT15M\". The issuer's unless given.")]
    [JsonConverter(typeof(DraftOverageConverter))]
    public Overage? Overage { get; set; }

    /// <summary>How long after the end sessions are still served.</summary>
    [Description("After the end, sessions are still served for so long; P0D unless given.")]
    [JsonConverter(typeof(DraftDurationConverter))]
    public TimeSpan Grace { get; set; }

    /// <summary>Rights that are not seats.</summary>
    [AllowNull]
    [Description("Rights that are not seats, by name.")]
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
