using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Benchmarks;

/// <summary>A license file of so many links, each with about 1 KB of payload, and what raw Ed25519 needs to verify the same bytes.</summary>
internal sealed class LicenseFile
{
    public const string Product = "acme.robot";

    /// <summary>An instant within the licenses and within a stage.</summary>
    public static readonly DateTimeOffset Now = new(2026, 12, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<string> _links = [];

    private LicenseFile(SigningKey root) => Root = new RootKey(root.PublicKey);

    public RootKey Root { get; }

    /// <summary>The key that holds the last link.</summary>
    public SigningKey Holder { get; private set; } = null!;

    public Chain Chain { get; private set; } = null!;

    public byte[] Bytes => Chain.ToBundle();

    /// <param name="links">How many.</param>
    /// <param name="seats">Developer seats of each.</param>
    /// <param name="last">What the last link says otherwise.</param>
    public static LicenseFile Of(int links, long seats = 10, Func<ServerLicenseClaims, ServerLicenseClaims>? last = null)
    {
        var root = SigningKey.Create();
        var file = new LicenseFile(root);
        var signer = root;
        for (var i = 0; i < links; i++)
        {
            file.Holder = SigningKey.Create();
            var claims = file.Claims(i, links, seats);
            file._links.Add(ServerLicenseWriter.Sign(i == links - 1 && last is not null ? last(claims) : claims, signer));
            file.Read();
            signer = file.Holder;
        }

        return file;
    }

    /// <summary>Signing input and signature of every link, as libsodium wants them.</summary>
    public IEnumerable<RawLink> RawLinks()
    {
        var keys = new List<PublicKey> { Root.Key };
        for (var i = 0; i < _links.Count; i++)
        {
            yield return RawLink.Of(_links[i], keys[i]);
            keys.Add(Chain.HolderOf(i)!);
        }
    }

    private void Read()
    {
        var file = Bundle.Write(_links, []);
        Chain = new ChainReader(Product, [Root]).Read(file).Is(out var chain, out var fault) ? chain : throw new InvalidOperationException(fault.Message);
    }

    private ServerLicenseClaims Claims(int index, int links, long seats)
    {
        var parent = index == 0 ? null : Chain.Leaf;
        var day = UnixTime.Of(Start);
        return new ServerLicenseClaims
        {
            Product = Product,
            Id = $"lic-{index}-Vb3xkq0ZQkS9l2Yw",
            Issuer = parent?.Id ?? Root.Key.Thumbprint,
            IssuedAt = day,
            NotBefore = day,
            Expires = day + (365 * 86_400),
            Binding = new Binding.ToKey(Holder.PublicKey),
            Client = index == 0 ? "Acme Robotics GmbH" : $"Initech Automation, level {index}",
            Contact = index == 0 ? null : new Contact(3600, 14 * 86_400),
            Extensions = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["contract"] = "2026-00417", ["site"] = "Werk Süd, Halle 3" },
            Features = new SortedDictionary<string, Feature>(StringComparer.Ordinal) { ["simulation"] = new(null, null), ["vision"] = new(day + (200 * 86_400), 4) },
            Grace = 14 * 86_400,
            MaxDuration = 90 * 86_400,
            MaxLease = 86_400,
            MaxLicenses = 100,
            MaxOffline = 30 * 86_400,
            Oem = links - 1 - index,
            Overage = Overage.Finish,
            Parent = parent?.AsParent(),
            ParentUrl = parent is null ? null : "https://licenses.acme.example/robot",
            Seats = Allowance(seats, 1),
            Serial = 3,
            Stages =
            [
                new Stage("Trade fair", day + (100 * 86_400), day + (110 * 86_400), Allowance(seats, 2)),
                new Stage("Christmas", UnixTime.Of(Now) - 86_400, UnixTime.Of(Now) + (6 * 86_400), Allowance(seats, 3)),
            ],
        };
    }

    private static Seats Allowance(long seats, int times) => new([new("developer", seats * times), new("execution", 2 * seats * times)], 3 * times);
}
