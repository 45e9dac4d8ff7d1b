using LicenseKit.Hosting;

namespace LicenseKit.Portal.Pages;

/// <summary>A page of who holds a seat.</summary>
internal sealed record SessionsModel(SessionPage Page, bool IsFirst, SeatUse? Use);
