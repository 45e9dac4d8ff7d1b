using System.Security.Cryptography;
using System.Text;
using LicenseKit.Server;
using LicenseKit.Signing;

namespace LicenseKit.Hosting;

/// <summary>Names a request, so that asking again after a lost answer does nothing twice.</summary>
/// <remarks>Kept with what the request changed, for 24 hours in which the server runs, at most 10,000 of them.</remarks>
/// <param name="Value">Unique for each request of one user: a UUID, or the number of an order.</param>
/// <param name="Request">What it is given for: any text that is the same only for the same request. The same key with another text is refused (LK8030).</param>
public sealed record IdempotencyKey(string Value, string Request)
{
    /// <summary>Whose key it is, where several users may have one name; the user who asks, by name, unless given.</summary>
    public string? Owner { get; init; }

    /// <summary>The key of one of the changes that are asked for together.</summary>
    internal IdempotencyKey Part(int index) => this with { Value = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Value}\n{index}") };

    /// <summary>The key of one user, of fixed length.</summary>
    internal string HashFor(string by)
    {
        var owner = Owner ?? by;
        return Hash(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{owner.Length}\n{owner}\n{Value}"));
    }

    internal Request.Once Once(string by, Request request) => new(HashFor(by), Hash(Request), request);

    private static string Hash(string text) => Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
