namespace LicenseKit.Portal.Pages;

/// <summary>A session that is to be ended.</summary>
/// <param name="Id">Which.</param>
/// <param name="Who">As the list names it.</param>
/// <param name="Key">Makes a double click one request.</param>
/// <param name="Fault">Why it was refused; null before it was tried.</param>
internal sealed record EndSessionModel(string Id, string Who, string Key, LicenseFault? Fault = null);
