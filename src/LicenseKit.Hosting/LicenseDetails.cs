namespace LicenseKit.Hosting;

/// <summary>What an app shows of its license.</summary>
/// <param name="Id">The id of the server license, or of the session license of an app that takes its seats from a server elsewhere.</param>
/// <param name="Client">Whom it is issued to.</param>
/// <param name="Product">The product.</param>
/// <param name="Serial">Its version: the higher one is in effect.</param>
/// <param name="Expires">The earliest end of it and of the licenses above it, without grace; null when none ends.</param>
/// <param name="NextChange">When the seats, a feature or the license change next; null when nothing does.</param>
public sealed record LicenseDetails(string Id, string Client, string Product, long Serial, DateTimeOffset? Expires, DateTimeOffset? NextChange);
