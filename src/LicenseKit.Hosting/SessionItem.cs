using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting;

/// <summary>Who holds a seat, as operators see it.</summary>
/// <param name="Id">The session id.</param>
/// <param name="License">The session license id; <c>local</c> for a seat in the server's own process.</param>
/// <param name="Client">Whose session license it is.</param>
/// <param name="Kind">The kind of seat.</param>
/// <param name="Started">When it was granted.</param>
/// <param name="Ends">When the lease ends unless it is renewed.</param>
/// <param name="Ended">True when an operator has ended it.</param>
/// <param name="Labels">What the app says of itself: <c>host</c> and <c>version</c> unless it chose otherwise. No proof of anything.</param>
public sealed record SessionItem(
    string Id,
    string License,
    string Client,
    string Kind,
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset Started,
    [property: JsonConverter(typeof(InstantJsonConverter))] DateTimeOffset Ends,
    bool Ended,
    IReadOnlyDictionary<string, string> Labels);
