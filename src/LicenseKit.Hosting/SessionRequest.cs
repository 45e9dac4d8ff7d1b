namespace LicenseKit.Hosting;

/// <summary>An app's request for a seat, as it comes over a network.</summary>
/// <param name="License">The session license in compact form: a bearer token.</param>
/// <param name="Kind">The kind of seat.</param>
/// <param name="Nonce">16-32 random bytes in base64url, repeated in the lease.</param>
/// <param name="Labels">What the app says of itself, for operators: at most 16 names, 1,024 characters altogether.</param>
public sealed record SessionRequest(string License, string Kind, string Nonce, IReadOnlyDictionary<string, string>? Labels = null)
{
    /// <summary>The kind only: the license is a bearer token.</summary>
    public override string ToString() => $"SessionRequest({Kind})";
}
