using LicenseKit.Stages;

namespace LicenseKit.AspNetCore;

/// <summary>A period of a timeline.</summary>
internal sealed record SegmentMessage(DateTimeOffset From, DateTimeOffset To, IReadOnlyDictionary<string, long> Seats)
{
    public static SegmentMessage Of(Segment segment) => new(segment.From, segment.To, OwnLicenseMessage.Counts(segment.Seats));
}
