using System.Buffers;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>Verifies a license file from a pinned root key down: for each link header, signature, content, place in the chain, delegation.</summary>
/// <remarks>A "no" names the first step that failed and the link; no part of a refused file is ever used.</remarks>
internal sealed class ChainReader(string? product, IReadOnlyList<RootKey> roots, bool allowHttp = false)
{
    private readonly RootKey[] _roots = [.. roots];

    /// <summary>True where servers may be named by unencrypted <c>http</c> beyond loopback.</summary>
    public bool AllowsHttp => allowHttp;

    /// <summary>A reader of an issuer's own file where the root key is not at hand: the first link is taken as it says, all below are verified.</summary>
    /// <remarks>For signing only. Whoever judges another's file pins a root key.</remarks>
    public static ChainReader OfOwnFile() => new(null, []) { TakesUnverified = true };

    private bool TakesUnverified { get; init; }

    /// <summary>Formats that are taken besides the native one.</summary>
    private LicenseFormat[] Formats { get; init; } = [];

    /// <summary>A reader with the same rules that also takes files of this format.</summary>
    public ChainReader Accepting(LicenseFormat format) =>
        new(product, _roots, allowHttp) { TakesUnverified = TakesUnverified, Formats = [.. Formats.Where(f => f != format), format] };

    public Outcome<Chain> Read(ReadOnlyMemory<byte> file) => Read(file, null);

    /// <summary>Reads a file as the installation that may hold it: a link bound by code needs no key in the file for our own key.</summary>
    public Outcome<Chain> ReadAs(PublicKey holder, ReadOnlyMemory<byte> file) => Read(file, holder);

    /// <summary>Null when every reader will accept a server license with this payload below a chain, once the chain's holder has signed it.</summary>
    /// <param name="issuer">The issuer's chain.</param>
    /// <param name="document">The unsigned license, to be signed by the holder of the chain.</param>
    public LicenseFault? CheckServerLicense(Chain issuer, Document document)
    {
        if (!ServerLicenseReader.Read(document.Payload.Span, allowHttp).Is(out var claims, out var fault))
        {
            return fault;
        }

        var holders = Enumerable.Range(0, issuer.Links.Count).Select(i => issuer.HolderOf(i) ?? document.Signer).ToArray();
        return issuer.Links.Count == LicenseFile.MaxServers
            ? LicenseFile.TooManyServers(issuer.Links.Count + 1)
            : NotBelow(claims, issuer.Leaf) ?? Judge(claims, issuer.Links) ?? Holder(claims, null, holders, out _) ?? TooLarge(issuer, document);
    }

    /// <summary>The same for a session license.</summary>
    public LicenseFault? CheckSessionLicense(Chain issuer, Document document) =>
        SessionLicense.ReadClaims(document.Payload.Span, allowHttp).Is(out var claims, out var fault)
            ? NotOfServer(claims, issuer.Links) ?? TooLarge(issuer, document)
            : fault;

    private static LicenseFault? TooLarge(Chain issuer, Document document)
    {
        var compact = new string('_', document.Type.Header(document.Signer.Thumbprint).Length + (document.Payload.Length * 4 / 3) + 90);
        return LicenseFile.TooLarge(issuer.ToBundle(document.Signer, below: [compact]));
    }

    private Outcome<Chain> Read(ReadOnlyMemory<byte> file, PublicKey? self)
    {
        if (!Open(file).Is(out var opened, out var fault))
        {
            return fault;
        }

        return Read(opened, self, file.Length);
    }

    private Outcome<LicenseFile> Open(ReadOnlyMemory<byte> file)
    {
        foreach (var format in Formats)
        {
            if (format.Begins(file.Span))
            {
                return format.Open(file);
            }
        }

        return Bundle.Read(file);
    }

    /// <summary>The same for documents that were taken out of a file already.</summary>
    public Outcome<Chain> Read(LicenseFile file) => Read(file, null, LicenseFile.MaxBytes);

    private Outcome<Chain> Read(LicenseFile file, PublicKey? self, int longest)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(longest);
        try
        {
            return Read(file, self, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Outcome<Chain> Read(LicenseFile file, PublicKey? self, byte[] buffer)
    {
        var links = new List<ServerLicense>(file.Links.Count);
        var holders = new PublicKey?[file.Links.Count];
        SessionLicense? session = null;
        for (var i = 0; i < file.Links.Count; i++)
        {
            var document = file.Links[i];
            if (i > 0 && i == file.Links.Count - 1 && holders[i - 1] is { } signer && document.IsNamed(DocumentType.SessionLicense, signer.Thumbprint))
            {
                if (ReadSession(document, links, signer, buffer).Is(out session, out var refused))
                {
                    continue;
                }

                return refused.At(links[^1].Id);
            }

            if (i == LicenseFile.MaxServers && document.TypeName == DocumentType.ServerLicense.Name)
            {
                return LicenseFile.TooManyServers(i + 1);
            }

            var isParent = i < file.Links.Count - 1;
            var outcome = i == 0 ? ReadMaster(document, isParent, buffer) : ReadBelow(document, links[^1], holders[i - 1], isParent, buffer);
            if (!outcome.Is(out var link, out var fault))
            {
                return fault.At(i == 0 ? null : links[^1].Id);
            }

            if ((Judge(link.Claims, links) ?? Holder(link.Claims, KeyOf(link, file, self), holders.AsSpan(0, links.Count), out holders[i])) is { } no)
            {
                return no.At(link.Id);
            }

            links.Add(link);
        }

        return Stray(file.Keys, links) is { } stray
            ? new LicenseFault(FaultCode.BundleKeys, $"The file has a key for '{Names.Shown(stray)}', which is no link bound by License Code.", "Get the file again from its issuer.")
            : new Chain(links, holders[..links.Count], session);
    }

    private Outcome<SessionLicense> ReadSession(SignedDocument document, List<ServerLicense> servers, PublicKey signer, Span<byte> buffer)
    {
        if (document.Verify(DocumentType.SessionLicense, signer, buffer, out var payload) is { } forged)
        {
            return forged;
        }

        if (!SessionLicense.Read(payload, allowHttp).Is(out var license, out var fault))
        {
            return fault;
        }

        return NotOfServer(license.Claims, servers) is { } no ? no : license;
    }

    private static LicenseFault? NotOfServer(SessionLicenseClaims license, IReadOnlyList<ServerLicense> servers) =>
        license.Issuer != servers[^1].Id ? WrongIssuer(license.Client, license.Issuer, servers[^1])
        : license.Product != servers[^1].Product ? WrongProduct(license.Client, license.Product, servers[^1].Product)
        : NotUnique(license.Id, servers);

    private static LicenseFault? NotUnique(string id, IReadOnlyList<ServerLicense> servers) => !servers.Any(l => l.Id == id) ? null
        : new(FaultCode.NotUnique, $"License id '{id}' stands twice in the chain.", "Use the file as its issuer made it.");

    private Outcome<ServerLicense> ReadMaster(SignedDocument document, bool isParent, Span<byte> buffer)
    {
        if (TakesUnverified)
        {
            return ReadUnverifiedMaster(document, buffer);
        }

        LicenseFault? forged = null;
        foreach (var root in _roots)
        {
            var no = document.Verify(DocumentType.ServerLicense, root.Key, buffer, out var payload);
            if (no is null)
            {
                return ReadMaster(payload, root, isParent);
            }

            forged ??= no.Code == FaultCode.WrongHeader ? null : no;
        }

        return forged ?? new LicenseFault(FaultCode.UntrustedRoot, "The first link is not a server license signed by a pinned root key.",
            "Check that the file is for this product, begins with the Master license, and that the pinned root key is its vendor's.");
    }

    private Outcome<ServerLicense> ReadMaster(VerifiedPayload payload, RootKey root, bool isParent)
    {
        if (!ServerLicense.Read(payload, allowHttp, isParent).Is(out var master, out var fault))
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

    private Outcome<ServerLicense> ReadUnverifiedMaster(SignedDocument document, Span<byte> buffer)
    {
        if (document.ReadUnverified(DocumentType.ServerLicense, buffer, out var payload) is { } malformed)
        {
            return malformed;
        }

        if (!ServerLicense.ReadUnverified(payload, allowHttp).Is(out var master, out var fault))
        {
            return fault;
        }

        return !HasShapeOfMaster(master) ? NotAMaster(master)
            : document.IsNamed(DocumentType.ServerLicense, master.Claims.Issuer) ? master
            : new LicenseFault(FaultCode.WrongHeader, "The header of the first link is not the one of a server license signed by the root key that it names.",
                "Use the file as its issuer made it.").At(master.Id);
    }

    private static bool HasShapeOfMaster(ServerLicense license) =>
        license is { Claims.Parent: null, ParentUrl: null, Contact: null, Binding: not null };

    private static LicenseFault NotAMaster(ServerLicense license) => new LicenseFault(FaultCode.NotAMaster,
        $"License '{license.Client}' is signed by a root key but has not the shape of a Master license: "
        + "issuer = thumbprint of the root key, no parent, no parentUrl, no contact, always bound to a key.", "Issue it with 'licensekit issue --root-key'.").At(license.Id);

    private Outcome<ServerLicense> ReadBelow(SignedDocument document, ServerLicense parent, PublicKey? signer, bool isParent, Span<byte> buffer)
    {
        if (signer is null)
        {
            return new LicenseFault(FaultCode.IssuerNotBound, $"License '{parent.Client}' has issued another, but is not bound to a key that the file names.",
                "Get the file from the issuer after its license was activated.");
        }

        if (document.Verify(DocumentType.ServerLicense, signer, buffer, out var payload) is { } forged)
        {
            return forged;
        }

        if (!ServerLicense.Read(payload, allowHttp, isParent).Is(out var license, out var fault))
        {
            return fault;
        }

        return NotBelow(license.Claims, parent) is { } no ? no.At(license.Id) : license;
    }

    /// <summary>Null when a license names the one above it as its issuer.</summary>
    private static LicenseFault? NotBelow(ServerLicenseClaims license, ServerLicense parent) =>
        license.Parent is not { } issuedUnder || license.ParentUrl is null
            ? new(FaultCode.NotAMaster, $"License '{license.Client}' is not a Master but names no parent or no parentUrl.", "Get it again from its issuer.")
        : license.Issuer != parent.Id || issuedUnder.Id != parent.Id ? WrongIssuer(license.Client, license.Issuer, parent)
        : null;

    /// <summary>The first name in <c>keys</c> that is no link bound by License Code.</summary>
    private static string? Stray(IReadOnlyDictionary<string, PublicKey> keys, List<ServerLicense> links) =>
        keys.Count == 0 ? null : keys.Keys.FirstOrDefault(id => links.TrueForAll(l => l.Id != id || l.Binding is not Binding.ToCode));

    private LicenseFault? Judge(ServerLicenseClaims link, IReadOnlyList<ServerLicense> above)
    {
        var expected = above.Count > 0 ? above[0].Product : product;
        if (expected is not null && link.Product != expected)
        {
            return WrongProduct(link.Client, link.Product, expected);
        }

        return NotUnique(link.Id, above) ?? (above.Count == 0 ? null : Delegation.Check(link, above[^1]));
    }

    /// <summary>The key that stands beside a link, or our own where its code admits that.</summary>
    private static PublicKey? KeyOf(ServerLicense link, LicenseFile file, PublicKey? self) =>
        file.Keys.TryGetValue(link.Id, out var key) ? key
        : self is not null && link.Binding is Binding.ToCode code && code.Admits(self) ? self
        : null;

    private LicenseFault? Holder(ServerLicenseClaims link, PublicKey? beside, ReadOnlySpan<PublicKey?> above, out PublicKey? holder)
    {
        holder = link.Binding switch { Binding.ToKey bound => bound.Key, Binding.ToCode => beside, _ => null };
        if (link.Binding is Binding.ToCode code && beside is not null && !code.Admits(beside))
        {
            return new(FaultCode.BundleKeys, $"The key in the file is not the one of License Code {code.Code}, to which '{link.Client}' is bound.", "Get the file again from its issuer.");
        }

        return link.Binding is { } binding && (AdmitsAny(binding, above) || Array.Exists(_roots, root => binding.Admits(root.Key)))
            ? new(FaultCode.NotUnique, $"License '{link.Client}' is bound to a key that is a root key or holds another link of the chain.", "Give every installation its own key.")
            : null;
    }

    private static bool AdmitsAny(Binding binding, ReadOnlySpan<PublicKey?> holders)
    {
        foreach (var holder in holders)
        {
            if (holder is not null && binding.Admits(holder))
            {
                return true;
            }
        }

        return false;
    }

    private static LicenseFault WrongIssuer(string client, string issuer, ServerLicense parent) => new(FaultCode.WrongIssuer,
        $"License '{client}' names issuer '{issuer}', but stands below license '{parent.Id}' of '{parent.Client}'.", "Use the file as its issuer made it.", issuer);

    private static LicenseFault WrongProduct(string client, string product, string expected) => new(FaultCode.WrongProduct,
        $"License '{client}' is for product '{product}'; '{expected}' is expected.", $"Ask for a license for '{expected}'.", product);
}
