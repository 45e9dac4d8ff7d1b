using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests;

/// <summary>Servers that are pure steps and a little state, on one clock that a test advances by hand.</summary>
internal sealed class World
{
    public const string Product = "acme.robot";
    public const string Url = "https://licenses.example";
    public const long Start = 1_800_000_000;
    public const long Hour = 3600;
    public const long Day = 86_400;

    public static readonly SigningKey Root = Key(200);
    private static readonly ChainReader Reader = new(Product, [new RootKey(Root.PublicKey)]);

    private int _keys;
    private int _ids;

    /// <summary>Effective now, everywhere.</summary>
    public long Now { get; set; } = Start;

    public Moment At => new(Now, (Now - Start) * 1000);

    public static SigningKey Key(int seed) => SigningKey.FromSeed([.. Enumerable.Repeat((byte)seed, 32)]);

    public static Seats Seats(long developer = 0, long execution = 0, long generic = 0) =>
        new([new("developer", developer), new("execution", execution)], generic);

    /// <summary>The draft of an online child that lasts as long as its parent.</summary>
    public static ServerLicenseDraft Draft(string client = "Initech", long developer = 2, long execution = 3, long generic = 1, Action<ServerLicenseDraft>? change = null)
    {
        var draft = new ServerLicenseDraft { Client = client, Duration = "issuer", Generic = generic, Seats = { ["developer"] = developer, ["execution"] = execution } };
        change?.Invoke(draft);
        return draft;
    }

    public static SessionLicenseDraft SessionDraft(long developer = 2, long execution = 3, long generic = 0, bool reserved = false, Action<SessionLicenseDraft>? change = null)
    {
        var draft = new SessionLicenseDraft
        {
            Client = "Team",
            Duration = "issuer",
            Generic = generic,
            Seats = { ["developer"] = developer, ["execution"] = execution },
            Allocation = reserved ? Allocation.Reserved : Allocation.Shared,
        };
        change?.Invoke(draft);
        return draft;
    }

    public static ServerLicenseClaims MasterClaims(SigningKey holder) => new()
    {
        Product = Product,
        Id = "master",
        Issuer = Root.PublicKey.Thumbprint,
        IssuedAt = Start,
        NotBefore = Start,
        Expires = Start + (365 * Day),
        Grace = 10 * Day,
        Binding = new Binding.ToKey(holder.PublicKey),
        Client = "Acme",
        MaxDuration = 365 * Day,
        MaxLease = Day,
        MaxLicenses = 10,
        MaxOffline = 30 * Day,
        Oem = 7,
        Overage = Overage.Finish,
        Seats = Seats(10, 20, 5),
        Serial = 1,
        Features = new SortedDictionary<string, Feature>(StringComparer.Ordinal) { ["vision"] = new(null, 10) },
    };

    public Server NewServer(int? seed = null) => new(this, Key(seed ?? ++_keys), Reader);

    public string NewId() => $"id{++_ids}";

    /// <summary>A server that holds a Master license.</summary>
    public Server Master(Func<ServerLicenseClaims, ServerLicenseClaims>? change = null)
    {
        var server = NewServer();
        var claims = MasterClaims(server.Key);
        server.Take(MasterFile(change is null ? claims : change(claims)));
        return server;
    }

    /// <summary>The next version of a Master license takes effect.</summary>
    public static void Reissue(Server master, Func<ServerLicenseClaims, ServerLicenseClaims> change) =>
        master.Take(MasterFile(change(master.Chain.Leaf.Claims with { Serial = master.Chain.Leaf.Serial + 1 })));

    /// <summary>A child whose license is issued, applied and activated; <paramref name="draft"/> or the usual one.</summary>
    public Server ChildOf(Server parent, ServerLicenseDraft? draft = null)
    {
        var child = NewServer();
        var id = parent.Issue(draft ?? Draft());
        child.Take(parent.FileOf(id));
        child.Activate(parent);
        return child;
    }

    private static byte[] MasterFile(ServerLicenseClaims claims) => Bundle.Write([ServerLicenseWriter.Sign(claims, Root)], []);
}
