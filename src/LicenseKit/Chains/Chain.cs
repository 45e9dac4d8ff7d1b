using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>Server licenses from a Master down to one server, every link signed by the holder of the one above and within it.</summary>
/// <remarks>Immutable, and made only by <see cref="ChainReader"/>: an object of this type is proof of the whole delegation under a pinned root key.</remarks>
public sealed class Chain
{
    private readonly PublicKey?[] _holders;
    private EffectiveRights? _rights;

    internal Chain(IReadOnlyList<ServerLicense> links, PublicKey?[] holders, SessionLicense? sessionLicense)
    {
        Links = links;
        _holders = holders;
        SessionLicense = sessionLicense;
    }

    /// <summary>The server licenses, Master first.</summary>
    public IReadOnlyList<ServerLicense> Links { get; }

    /// <summary>The last server license: the one that the file is about.</summary>
    public ServerLicense Leaf => Links[^1];

    /// <summary>The session license at the end of an app's file; null in a server's.</summary>
    public SessionLicense? SessionLicense { get; }

    /// <summary>What the chain allows as a function of time.</summary>
    public EffectiveRights Rights => _rights ??= new EffectiveRights(this);

    /// <summary>The latest <c>iat</c> of the server licenses: it is not earlier than that.</summary>
    internal long IssuedAt => Links.Max(l => l.Claims.IssuedAt);

    /// <summary>The ids from the Master down, joined by a slash: serials are remembered for each path.</summary>
    internal string Path => PathOf(Links.Count - 1);

    /// <summary>The key that holds the last link; null while it is not activated, or is bound by a code whose key is not in the file.</summary>
    internal PublicKey? Holder => _holders[^1];

    internal string PathOf(int index) => string.Join('/', Links.Take(index + 1).Select(l => l.Id));

    internal PublicKey? HolderOf(int index) => _holders[index];

    /// <summary>The server licenses as a <c>.lic</c> file, in the native format.</summary>
    public byte[] ToFile() => ToBundle();

    /// <summary>The chain as a file: with the key of the last link when its holder hands it on, and with more documents signed below it.</summary>
    internal byte[] ToBundle(PublicKey? holder = null, params IReadOnlyCollection<string> below) =>
        Bundle.Write(Links.Select(l => l.Jws).Concat(below), Keys(holder));

    /// <summary>The first links of the chain as a file, with the keys of all that are bound by License Code.</summary>
    internal byte[] ToBundleOf(int links, PublicKey holder) =>
        Bundle.Write(Links.Take(links).Select(l => l.Jws), Keys(holder).Where(k => Links.Take(links).Any(l => l.Id == k.Key)));

    /// <summary>Keys of the code-bound links; the last one's as far as it is known.</summary>
    internal IEnumerable<KeyValuePair<string, PublicKey>> Keys(PublicKey? holder = null)
    {
        for (var i = 0; i < Links.Count; i++)
        {
            if (Links[i].Binding is Binding.ToCode && (_holders[i] ?? (i == Links.Count - 1 ? holder : null)) is { } key)
            {
                yield return new(Links[i].Id, key);
            }
        }
    }
}
