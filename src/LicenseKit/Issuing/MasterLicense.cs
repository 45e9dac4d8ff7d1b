using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>A license that a root key signs: the first link of every chain.</summary>
public static class MasterLicense
{
    /// <summary>Unlimited seats of the two kinds that every product has unless it says otherwise.</summary>
    public static Seats UnlimitedSeats { get; } = new([new("developer", Limit.Unlimited), new("execution", Limit.Unlimited)], Limit.Unlimited);

    /// <summary>A Master as the first run makes it: perpetual, with all levels below, every maximum as wide as a root key gives it by default.</summary>
    /// <param name="root">The root key.</param>
    /// <param name="holder">The key of the server that shall hold it.</param>
    /// <param name="product">The product id.</param>
    /// <param name="client">Whose server it is.</param>
    /// <param name="seats">Its seats; null = <see cref="UnlimitedSeats"/>.</param>
    /// <param name="id">The license id.</param>
    /// <param name="now">When it is signed and starts.</param>
    /// <param name="cancellationToken">Stops waiting for the signer.</param>
    /// <returns>The bytes of the <c>.lic</c> file.</returns>
    public static async Task<Outcome<byte[]>> MakeAsync(
        ISigner root, PublicKey holder, string product, string client, Seats? seats, string id, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Claims(root.PublicKey, holder, product, client, seats, id, now).Is(out var claims, out var fault) ? await SignAsync(claims, root, cancellationToken).ConfigureAwait(false) : fault;
    }

    /// <summary>Signs claims with a root key that may live elsewhere; the result is the <c>.lic</c> file.</summary>
    internal static async Task<Outcome<byte[]>> SignAsync(ServerLicenseClaims claims, ISigner root, CancellationToken cancellationToken)
    {
        try
        {
            var document = await ServerLicenseWriter.Document(claims, root.PublicKey).SignAsync(root, cancellationToken).ConfigureAwait(false);
            return File(document, root.PublicKey);
        }
        catch (SigningException e)
        {
            return e.Fault;
        }
    }

    /// <summary>What such a Master license says.</summary>
    internal static Outcome<ServerLicenseClaims> Claims(PublicKey root, PublicKey holder, string product, string client, Seats? seats, string id, DateTimeOffset now)
    {
        var wanted = seats ?? UnlimitedSeats;
        var draft = new ServerLicenseDraft
        {
            Client = client,
            Seats = new SortedDictionary<string, long>(wanted.Kinds.ToDictionary(k => k, k => wanted[k], StringComparer.Ordinal), StringComparer.Ordinal),
            Generic = wanted.Generic,
            Duration = ServerLicenseDraft.AsLongAsIssuer,
            Oem = ServerLicenseDraft.AsManyLevelsAsAllowed,
            LicenseCode = LicenseCode.Of(holder, product).ToString(),
        };
        return LicenseFactory.Server(draft, IssuerTerms.OfRoot(product, root.Thumbprint), id, null, UnixTime.Of(now)).Is(out var claims, out var fault)
            ? claims with { Binding = new Binding.ToKey(holder) }
            : fault;
    }

    /// <summary>Signs claims with a root key in this process; the result is the <c>.lic</c> file.</summary>
    internal static Outcome<byte[]> Sign(ServerLicenseClaims claims, SigningKey root) => File(ServerLicenseWriter.Document(claims, root.PublicKey).Sign(root), root.PublicKey);

    /// <summary>The file, read back by the rules of every verifier.</summary>
    private static Outcome<byte[]> File(Document document, PublicKey root)
    {
        var file = Bundle.Write([document.Compact], []);
        return new ChainReader(null, [new RootKey(root)]).Read(file).Is(out _, out var fault) ? file : fault;
    }
}
