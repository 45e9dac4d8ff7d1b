using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Sessions.Places;

/// <summary>A reserved session license whose sessions are more than what is kept for it, since that was lowered or has ended: it counts with the larger of the two.</summary>
/// <param name="Seats">Its live sessions.</param>
/// <param name="Kept">What is kept for it at the instant in question.</param>
internal sealed record OverfullLicense(LicenseSeats Seats, Seats Kept);
