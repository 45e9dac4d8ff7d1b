using LicenseKit.Hosting;
using LicenseKit.Portal.History;
using LicenseKit.Portal.Pictures;

namespace LicenseKit.Portal.Pages;

/// <summary>Who holds a seat, and how many were held.</summary>
/// <param name="Page">A page of the sessions.</param>
/// <param name="IsFirst">True when it is the first one.</param>
/// <param name="Use">The seats now; null when no license is held.</param>
/// <param name="History">Their use since this server started; null before a minute of it is known.</param>
internal sealed record SessionsModel(SessionPage Page, bool IsFirst, SeatUse? Use, TimelinePicture? History)
{
    /// <summary>What was used until now, and a little of what is now, to be seen beside it.</summary>
    public static TimelinePicture? Picture(UseHistory history, SeatUse? now)
    {
        if (now is null || history.Until(now.At, TimelinePicture.MostPeriods) is not [var first, ..] past)
        {
            return null;
        }

        var sliver = (now.At - first.From) / 1000;
        return new()
        {
            Title = "Use against allowance since this server started",
            Now = now.At,
            Periods = Overlay.Join([.. past, UseHistory.PointOf(now, now.At + sliver)]),
            Layers = [Layer.Children, Layer.Reserved, Layer.Sessions],
        };
    }
}
