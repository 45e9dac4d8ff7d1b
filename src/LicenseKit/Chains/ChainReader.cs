using System.Buffers;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>Verifies a bundle from a pinned root key down: for each link header, signature, content, place in the chain, delegation.</summary>
/// <remarks>A "no" names the first step that failed and the link; no part of a refused file is ever used.</remarks>
internal sealed class ChainReader(string? product, IReadOnlyList<RootKey> roots, bool allowHttp = false)
{
    /// <summary>A reader of an issuer's own file where the root key is not at hand: the first link is taken as it says, all below are verified.</summary>
    /// <remarks>For signing only. Whoever judges another's file pins a root key.</remarks>
    public static ChainReader OfOwnFile() => new(null, []) { TakesUnpinned = true };

    private bool TakesUnpinned { get; init; }

    public Outcome<Chain> Read(ReadOnlyMemory<byte> file)
    {
        if (!Bundle.Read(file).Is(out var bundle, out var fault))
        {
            return fault;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(file.Length);
        try
        {
            return Read(bundle, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Outcome<Chain> Read(Bundle bundle, byte[] buffer)
    {
        var links = new List<ServerLicense>(bundle.Links.Count);
        var holders = new PublicKey?[bundle.Links.Count];
        SessionLicense? session = null;
        for (var i = 0; i < bundle.Links.Count; i++)
        {
            var jws = bundle.Links[i].Span;
            if (i > 0 && i == bundle.Links.Count - 1 && IsSessionLicense(jws, holders[i - 1]))
            {
                if (ReadSession(jws, links[^1], holders[i - 1]!, buffer).Is(out session, out var refused))
                {
                    continue;
                }

                return refused.At(links[^1].Id);
            }

            var outcome = i == 0 ? ReadMaster(jws, buffer) : ReadBelow(jws, links[^1], holders[i - 1], buffer);
            if (!outcome.Is(out var link, out var fault))
            {
                return fault.At(i == 0 ? null : links[^1].Id);
            }

            if ((Judge(link, links) ?? Holder(link, bundle, links, holders, out holders[i])) is { } no)
            {
                return no.At(link.Id);
            }

            links.Add(link);
        }

        return Stray(bundle.Keys, links) is { } stray
            ? new LicenseFault(FaultCode.BundleKeys, $"'keys' names '{Names.Shown(stray)}', which is no link bound by License Code.", "Get the file again from its issuer.")
            : new Chain(links, holders[..links.Count], session);
    }

    /// <summary>Reads a file as the installation that may hold it: a link bound by code needs no entry in <c>keys</c> for our own key.</summary>
    public Outcome<Chain> ReadAs(PublicKey holder, ReadOnlyMemory<byte> file) =>
        Read(file) is var read && read.Value is { Holder: null, Leaf.Binding: Binding.ToCode code } chain && code.Admits(holder)
            ? Read(chain.ToBundle(holder))
            : read;

    private static bool IsSessionLicense(ReadOnlySpan<byte> jws, PublicKey? holder) =>
        holder is not null && Jws.TrySplit(jws, out var header, out _, out _) && Jws.IsHeaderOf(jws[header], DocumentType.SessionLicense, holder);

    private Outcome<SessionLicense> ReadSession(ReadOnlySpan<byte> jws, ServerLicense server, PublicKey signer, Span<byte> buffer)
    {
        if (Jws.Verify(jws, DocumentType.SessionLicense, signer, buffer, out var payload) is { } forged)
        {
            return forged;
        }

        if (!SessionLicense.Read(payload, allowHttp).Is(out var license, out var fault))
        {
            return fault;
        }

        return license.Issuer != server.Id ? WrongIssuer(license.Client, license.Issuer, server)
            : license.Claims.Product != server.Product ? WrongProduct(license.Client, license.Claims.Product, server.Product)
            : license;
    }

    private Outcome<ServerLicense> ReadMaster(ReadOnlySpan<byte> jws, Span<byte> buffer)
    {
        if (TakesUnpinned)
        {
            return ReadUnpinnedMaster(jws, buffer);
        }

        if (!Jws.TrySplit(jws, out var header, out _, out _))
        {
            return Jws.Shape();
        }

        RootKey? root = null;
        foreach (var candidate in roots)
        {
            root ??= Jws.IsHeaderOf(jws[header], DocumentType.ServerLicense, candidate.Key) ? candidate : null;
        }

        if (root is null)
        {
            return new LicenseFault(FaultCode.UntrustedRoot, "The first link is not a server license signed by a pinned root key.",
                "Check that the file is for this product, begins with the Master license, and that the pinned root key is its vendor's.");
        }

        if (Jws.Verify(jws, DocumentType.ServerLicense, root.Key, buffer, out var payload) is { } forged)
        {
            return forged;
        }

        if (!ServerLicense.Read(payload, allowHttp).Is(out var master, out var fault))
        {
            return fault;
        }

        if (master.Claims.Issuer != root.Key.Thumbprint || !HasShapeOfMaster(master))
        {
            return NotAMaster(master);
        }

        return root.Signs(master.Claims.IssuedAt)
            ? master
            : new LicenseFault(FaultCode.RootKeyPeriod, $"The root key signed license '{master.Client}' at {Shown.Instant(master.IssuedAt)}, outside the period for which it is pinned.",
                "Ask the vendor for a license signed by the root key of that time.").At(master.Id);
    }

    private Outcome<ServerLicense> ReadUnpinnedMaster(ReadOnlySpan<byte> jws, Span<byte> buffer)
    {
        if (Jws.TakeUnpinned(jws, DocumentType.ServerLicense, buffer, out var payload) is { } malformed)
        {
            return malformed;
        }

        if (!ServerLicense.Read(payload, allowHttp).Is(out var master, out var fault))
        {
            return fault;
        }

        Jws.TrySplit(jws, out var header, out _, out _);
        return !HasShapeOfMaster(master) ? NotAMaster(master)
            : Jws.IsHeaderOf(jws[header], DocumentType.ServerLicense, master.Claims.Issuer) ? master
            : new LicenseFault(FaultCode.WrongHeader, "The header of the first link is not the one of a server license signed by the root key that it names.",
                "Use the file as its issuer made it.").At(master.Id);
    }

    private static bool HasShapeOfMaster(ServerLicense license) =>
        license is { Claims.Parent: null, ParentUrl: null, Contact: null, Binding: not null };

    private static LicenseFault NotAMaster(ServerLicense license) => new LicenseFault(FaultCode.NotAMaster,
        $"License '{license.Client}' is signed by a root key but has not the shape of a Master license: "
        + "issuer = thumbprint of the root key, no parent, no parentUrl, no contact, always bound to a key.", "Issue it with 'licensekit issue --root-key'.").At(license.Id);

    private Outcome<ServerLicense> ReadBelow(ReadOnlySpan<byte> jws, ServerLicense parent, PublicKey? signer, Span<byte> buffer)
    {
        if (signer is null)
        {
            return new LicenseFault(FaultCode.IssuerNotBound, $"License '{parent.Client}' has issued another, but is not bound to a key that the file names.",
                "Get the file from the issuer after its license was activated.");
        }

        if (Jws.Verify(jws, DocumentType.ServerLicense, signer, buffer, out var payload) is { } forged)
        {
            return forged;
        }

        if (!ServerLicense.Read(payload, allowHttp).Is(out var license, out var fault))
        {
            return fault;
        }

        if (license.Claims.Parent is not { } issuedUnder || license.ParentUrl is null)
        {
            return new LicenseFault(FaultCode.NotAMaster, $"License '{license.Client}' is not a Master but names no parent or no parentUrl.", "Get it again from its issuer.").At(license.Id);
        }

        return license.Claims.Issuer != parent.Id || issuedUnder.Id != parent.Id ? WrongIssuer(license.Client, license.Claims.Issuer, parent).At(license.Id) : license;
    }

    /// <summary>The first name in <c>keys</c> that is no link bound by License Code.</summary>
    private static string? Stray(IReadOnlyDictionary<string, PublicKey> keys, List<ServerLicense> links) =>
        keys.Count == 0 ? null : keys.Keys.FirstOrDefault(id => links.TrueForAll(l => l.Id != id || l.Binding is not Binding.ToCode));

    private LicenseFault? Judge(ServerLicense link, List<ServerLicense> above)
    {
        var expected = above.Count > 0 ? above[0].Product : product;
        if (expected is not null && link.Product != expected)
        {
            return WrongProduct(link.Client, link.Product, expected);
        }

        if (above.Exists(l => l.Id == link.Id))
        {
            return new(FaultCode.NotUnique, $"License id '{link.Id}' stands twice in the chain.", "Use the file as its issuer made it.");
        }

        return above.Count == 0 ? null : Delegation.Check(link, above[^1]);
    }

    private LicenseFault? Holder(ServerLicense link, Bundle bundle, List<ServerLicense> above, PublicKey?[] holders, out PublicKey? holder)
    {
        holder = link.Binding is Binding.ToKey bound ? bound.Key : null;
        if (link.Binding is Binding.ToCode code && bundle.Keys.TryGetValue(link.Id, out holder) && !code.Admits(holder))
        {
            return new(FaultCode.BundleKeys, $"The key in 'keys' is not the one of License Code {code.Code}, to which '{link.Client}' is bound.", "Get the file again from its issuer.");
        }

        var key = holder;
        return key is not null && (Array.IndexOf(holders, key, 0, above.Count) >= 0 || roots.Any(r => r.Key.Equals(key)))
            ? new(FaultCode.NotUnique, $"License '{link.Client}' is bound to a key that is a root key or holds another link of the chain.", "Give every installation its own key.")
            : null;
    }

    private static LicenseFault WrongIssuer(string client, string issuer, ServerLicense parent) => new(FaultCode.WrongIssuer,
        $"License '{client}' names issuer '{issuer}', but stands below license '{parent.Id}' of '{parent.Client}'.", "Use the file as its issuer made it.", issuer);

    private static LicenseFault WrongProduct(string client, string product, string expected) => new(FaultCode.WrongProduct,
        $"License '{client}' is for product '{product}'; '{expected}' is expected.", $"Ask for a license for '{expected}'.", product);
}
