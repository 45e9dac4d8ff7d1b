using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Portal.Pictures;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages;

/// <summary>A license that was issued here, with what its file says and its versions.</summary>
internal sealed record LicenseModel(IssuedLicense License, Chain? Chain, LicenseVersionPage Versions, bool IsFirst, TimelinePicture? Timeline)
{
    public const int VersionsOfAPage = 10;

    public bool IsServer => License.Type == "server";

    public string Path => LicensePaths.Of(License.Type);

    public static LicenseModel Of(IssuedLicense license, Chain? chain, LicenseVersionPage versions, bool isFirst, DateTimeOffset now) =>
        new(license, chain, versions, isFirst, chain is null ? null : PictureOf(license, chain, now));

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
