using System.ComponentModel;
using System.Text.Json;

namespace LicenseKit.AspNetCore;

/// <summary>The draft of a server license, for the API description only: bodies are read by <see cref="Issuing.DraftReader"/>.</summary>
internal sealed record ServerDraftMessage
{
    [Description("Whose server it is: 1-256 characters, unique among the issuer's live licenses.")]
    public required string Client { get; init; }

    [Description("By kind and 'generic', the pool that serves any kind: 0 to 999999999, or \"unlimited\".")]
    public required IReadOnlyDictionary<string, JsonElement> Seats { get; init; }

    [Description("This or 'expires': ISO 8601 by the UTC calendar, such as P1Y; or \"issuer\", as long as the issuer's own license.")]
    public string? Duration { get; init; }

    [Description("This or 'duration': first instant after the period.")]
    public DateTimeOffset? Expires { get; init; }

    [Description("First instant, or \"when-free\"; now unless given.")]
    public string? Starts { get; init; }

    [Description("Where the new server finds its parent; this server's public URL unless given.")]
    public string? ParentUrl { get; init; }

    [Description("Levels of servers that may be issued below: false, true or 0 to 7.")]
    public JsonElement? Oem { get; init; }

    [Description("Live licenses that it may have issued: 0 to 999999999, or \"unlimited\".")]
    public JsonElement? MaxLicenses { get; init; }

    [Description("Longest session license: weeks, days and smaller, such as P90D, or \"unlimited\".")]
    public string? MaxDuration { get; init; }

    [Description("Longest lease, here and below.")]
    public string? MaxLease { get; init; }

    [Description("Longest silence of servers below.")]
    public string? MaxOffline { get; init; }

    [Description("When an online server pings.")]
    public DraftContactMessage? Contact { get; init; }

    [Description("True: offline, never contacts its parent; needs 'licenseCode' or 'request'.")]
    public bool? SuppressPings { get; init; }

    [Description("Binds it to the installation with this License Code.")]
    public string? LicenseCode { get; init; }

    [Description("Binds it to the installation that made this activation request: the file's JSON, as an object or a text.")]
    public JsonElement? Request { get; init; }

    [Description("Periods with other seats, at most 256.")]
    public IReadOnlyList<DraftStageMessage>? Stages { get; init; }

    [Description("Running sessions above what a new version allows: \"finish\", \"end\" or {\"deadline\": \"PT15M\"}.")]
    public JsonElement? Overage { get; init; }

    [Description("After the end, sessions are still served for so long; P0D unless given.")]
    public string? Grace { get; init; }

    [Description("Rights that are no seats, by name.")]
    public IReadOnlyDictionary<string, DraftFeatureMessage>? Features { get; init; }

    [Description("Texts that are signed and shown, never enforced.")]
    public IReadOnlyDictionary<string, string>? Ext { get; init; }
}
