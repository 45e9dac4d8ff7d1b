using System.Text.Json.Serialization;
using LicenseKit.Hosting.Storage;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>One row of the audit trail.</summary>
/// <param name="Number">Rises in the order in which rows were stored; there may be gaps.</param>
/// <param name="At">When.</param>
/// <param name="By">Who asked.</param>
/// <param name="Action">What was done, as <c>noun.verb</c>.</param>
/// <param name="License">The license that it is about.</param>
/// <param name="Text">What a person should know beyond that.</param>
public sealed record Activity(
    long Number, [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset At, string By, string Action, string? License, string Text)
{
    internal static Activity Of(AuditRow row) => new(row.Number, UnixTime.ToInstant(row.Entry.At), row.Entry.By, row.Entry.Action, row.Entry.License, row.Entry.Text);
}
