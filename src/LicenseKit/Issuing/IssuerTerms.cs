using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>What a draft takes its defaults from and is measured against: the issuer's license, or a root key.</summary>
internal sealed record IssuerTerms
{
    /// <summary>Longest silence that a root key lets a Master's children have unless the draft says otherwise.</summary>
    private const long RootMaxOffline = 400 * 86_400;

    private const long RootMaxLease = 30 * 86_400;

    public required string Product { get; init; }

    /// <summary><c>iss</c>: the issuer's license id, or the root key's thumbprint.</summary>
    public required string Issuer { get; init; }

    /// <summary>Null for a root key.</summary>
    public Chain? Chain { get; init; }

    public string? PublicUrl { get; init; }

    public required long MaxDuration { get; init; }

    public required long MaxLicenses { get; init; }

    public required long MaxLease { get; init; }

    /// <summary>True where servers may be named by unencrypted <c>http</c> beyond loopback.</summary>
    public bool AllowsHttp { get; init; }

    public required long MaxOffline { get; init; }

    public required long Expires { get; init; }

    /// <summary>Most levels that may be given.</summary>
    public required int Oem { get; init; }

    public required Overage Overage { get; init; }

    /// <summary>The defaults of a child: the effective ones of the issuer's chain.</summary>
    public static IssuerTerms Of(Chain chain, string? publicUrl, bool allowsHttp = false) => new()
    {
        Product = chain.Leaf.Product,
        Issuer = chain.Leaf.Id,
        Chain = chain,
        PublicUrl = publicUrl,
        AllowsHttp = allowsHttp,
        MaxDuration = chain.Rights.MaxDuration,
        MaxLicenses = chain.Rights.MaxLicenses,
        MaxLease = chain.Rights.MaxLease,
        MaxOffline = chain.Rights.MaxOffline,
        Expires = chain.Rights.Expires,
        Oem = chain.Leaf.Oem - 1,
        Overage = chain.Rights.Overage,
    };

    /// <summary>The defaults of a Master: no bound but the form's.</summary>
    public static IssuerTerms OfRoot(string product, string rootThumbprint) => new()
    {
        Product = product,
        Issuer = rootThumbprint,
        MaxDuration = Limit.Unlimited,
        MaxLicenses = Limit.Unlimited,
        MaxLease = RootMaxLease,
        MaxOffline = RootMaxOffline,
        Expires = UnixTime.Max,
        Oem = ServerLicenseClaims.MaxOem,
        Overage = Overage.Finish,
    };
}
