using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using LicenseKit.Chains;
using LicenseKit.Hosting;

namespace LicenseKit.AspNetCore;

/// <summary>A license that was issued here, as the admin API shows it.</summary>
internal sealed record IssuedLicenseMessage(
    string Id, string Type, string Client, string State, string Standing, string? LimitedBy, string? Reason, long Serial, long Held, long Settled, PendingChange? Pending,
    IReadOnlyDictionary<string, long> Seats, IReadOnlyDictionary<string, long> InUse, DateTimeOffset Expires, bool Activated, long RefusedActivations, DateTimeOffset? LastPing, JsonElement Draft)
{
    [Description("The allowance over time; only with 'dryRun'.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SegmentMessage>? Timeline { get; init; }

    [Description("What the issuer could still grant with it; only with 'dryRun'.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UsageMessage? Left { get; init; }

    public static IssuedLicenseMessage Of(LicensePreview preview) => Of(preview.License) with
    {
        Timeline = [.. preview.Timeline.Select(SegmentMessage.Of)],
        Left = UsageMessage.Of(preview.Left),
    };

    public static IssuedLicenseMessage Of(IssuedLicense license) => new(
        license.Id, license.Type, license.Client, OwnLicenseMessage.StateName(license.State), license.Standing.Text(), license.LimitedBy, license.Reason, license.Serial, license.Held, license.Settled, license.Pending,
        OwnLicenseMessage.Counts(license.Seats), OwnLicenseMessage.Counts(license.InUse), license.Expires, license.Activated, license.RefusedActivations, license.LastPing, JsonElement.Parse(license.Draft));
}
