using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>How the seats of a server are used at one instant: the figures by which the next start is decided.</summary>
/// <param name="At">The instant, in effective time.</param>
/// <param name="Allowed">The own allowance, stages applied.</param>
/// <param name="Children">What child servers hold; of what is not settled the largest version that may still be used.</param>
/// <param name="Reserved">What reserved session licenses keep, or use where that is more.</param>
/// <param name="Shared">Sessions with shared licenses, and those in the server's own process.</param>
/// <param name="Left">What can still start: kinds, and generic seats that serve any kind. Below several servers it is not more than what fits all of them; nothing while no session is served.</param>
public sealed record SeatUse(
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset At,
    Seats Allowed,
    Seats Children,
    Seats Reserved,
    Seats Shared,
    Seats Left);
