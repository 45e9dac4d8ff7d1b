using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Pictures;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages;

/// <summary>A license that was issued here.</summary>
/// <param name="License">The license.</param>
/// <param name="Chain">What its file says.</param>
/// <param name="Versions">A page of its versions.</param>
/// <param name="IsFirst">True for the first page.</param>
/// <param name="Formats">In which it can be downloaded beside <c>.lic</c>.</param>
/// <param name="Timeline">Its allowance over time.</param>
internal sealed record LicenseModel(
    IssuedLicense License, Chain? Chain, LicenseVersionPage Versions, bool IsFirst, IReadOnlyList<string> Formats, TimelinePicture? Timeline)
{
    public const int VersionsOfAPage = 10;

    public bool IsServer => License.Type == "server";

    public string Path => LicensePaths.Of(License.Type);

    public static LicenseModel Of(
        IssuedLicense license, Chain? chain, LicenseVersionPage versions, bool isFirst, IReadOnlyList<string> formats, DateTimeOffset now) =>
        new(license, chain, versions, isFirst, formats, chain is null ? null : PictureOf(license, chain, now));

    private static TimelinePicture PictureOf(IssuedLicense license, Chain chain, DateTimeOffset now)
    {
        var (timeline, start, end, stages) = chain.SessionLicense is { } session
            ? (Stages.Timeline.Of(session), session.NotBefore, session.Expires, session.Stages)
            : (Stages.Timeline.Of(chain.Leaf), chain.Leaf.NotBefore, chain.Leaf.Expires + chain.Leaf.Grace, chain.Leaf.Stages);
        var (from, to) = HomeModel.Window(start, Say.IsForever(end) ? now : end, now);
        return new()
        {
            Title = $"Allowance of {license.Client} over time",
            Now = now,
            Periods = Overlay.Of(from, to, [.. timeline.Segments(from, to)], [new Segment(now, now + ((to - from) / 200), license.InUse)]),
            Layers = [Layer.Sessions],
            Stages = [.. stages.Select(s => (s.Name, s.From, s.To))],
        };
    }
}
