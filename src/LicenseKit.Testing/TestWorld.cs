using System.Security.Cryptography;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>Parents, children and apps in one process, on a clock that the test moves and a network that it can cut.</summary>
/// <remarks>
/// No socket, file, thread or waiting: the servers run the library's own machine, and <see cref="Advance(int, int, int, int)"/> lets every ping and
/// renewal happen at its second, in the same order in every run. Not for use from several threads.
/// </remarks>
public sealed class TestWorld : IAsyncDisposable
{
    /// <summary>The product of every license here.</summary>
    public const string Product = Some.Product;

    internal const string Url = "https://licenses.example";
    internal const long Start = Some.Now;
    internal const long Hour = 3600;
    internal const long Day = 86_400;

    internal static readonly SigningKey Root = Some.Root;
    private static readonly ChainReader Reader = new(Product, [Some.RootKey]);

    private readonly List<VirtualServer> _servers = [];
    private readonly long _start;
    private int _keys;
    private int _ids;

    /// <summary>A world that begins at <see cref="Some.Start"/>.</summary>
    public TestWorld()
        : this(Some.Start)
    {
    }

    /// <summary>A world that begins at an instant, whole seconds.</summary>
    public TestWorld(DateTimeOffset start)
    {
        Seconds = _start = UnixTime.Of(start);
        Clock = new VirtualTime(this);
    }

    /// <summary>The instant now, for everyone.</summary>
    public DateTimeOffset Now => UnixTime.ToInstant(Seconds);

    /// <summary>The clock as the code under test takes it: for its delays and timers, which run while the test moves the time on.</summary>
    /// <remarks>Timers fire in <see cref="Advance(TimeSpan)"/> and on its thread; code that awaits a delay goes on there before the time does, unless a synchronization context takes it elsewhere.</remarks>
    public TimeProvider Time => Clock;

    /// <summary>Verifies the files of this world.</summary>
    public static Verifier Verifier => Some.Verifier;

    internal VirtualTime Clock { get; }

    /// <summary>Effective now, everywhere.</summary>
    internal long Seconds { get; set; }

    /// <summary>Milliseconds since <see cref="Seconds"/>: servers live in whole seconds, the timers of apps do not.</summary>
    internal long Milliseconds { get; private set; }

    /// <summary>Seconds by which effective time has jumped ahead of monotonic time.</summary>
    internal long Jumped { get; set; }

    private long InMilliseconds => (Seconds * 1000) + Milliseconds;

    /// <summary>When something happens next by itself, in effective milliseconds; null when nothing does.</summary>
    private long? NextEvent
    {
        get
        {
            var next = Clock.Next ?? long.MaxValue;
            foreach (var server in _servers)
            {
                next = Math.Min(next, Math.Min(server.NextEvent, long.MaxValue / 1000) * 1000);
            }

            return next < long.MaxValue / 1000 * 1000 ? next : null;
        }
    }

    internal Moment At => new(Seconds, ((Seconds - _start - Jumped) * 1000) + Milliseconds);

    /// <summary>The draft of an online child that lasts as long as its parent.</summary>
    public static ServerLicenseDraft Draft(string client = "Initech", long developer = 2, long execution = 3, long generic = 1, Action<ServerLicenseDraft>? change = null)
    {
        var draft = new ServerLicenseDraft { Client = client, Duration = "issuer", Generic = generic, Seats = { ["developer"] = developer, ["execution"] = execution } };
        change?.Invoke(draft);
        return draft;
    }

    /// <summary>The draft of a session license that lasts as long as it may.</summary>
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

    /// <summary>A server that holds a Master license: 10 developer, 20 execution and 5 generic seats for a year, 10 days of grace.</summary>
    public VirtualServer Master() => Holding(holder => MasterClaims(holder, _start));

    /// <summary>The same but for what the test changes.</summary>
    public VirtualServer Master(Action<LicenseContent> change) => Holding(holder => LicenseContent.Changed(MasterClaims(holder, _start), holder, change));

    /// <summary>A child whose license is issued, applied and activated.</summary>
    /// <param name="parent">Who issues.</param>
    /// <param name="draft">What is wanted; null = <see cref="Draft"/>.</param>
    /// <exception cref="LicenseAssertException">The parent may not issue that.</exception>
    public VirtualServer ChildOf(VirtualServer parent, ServerLicenseDraft? draft = null)
    {
        ArgumentNullException.ThrowIfNull(parent);
        var child = NewServer();
        var id = parent.Issue(draft ?? Draft());
        child.Take(parent.FileOf(id));
        child.Activate(parent);
        return child;
    }

    /// <summary>An app that takes its seats from a server, by a session license of its own or one that it was given.</summary>
    /// <param name="server">Whose seats.</param>
    /// <param name="draft">The session license; null = shared and as large as the server's own seats.</param>
    public VirtualApp AppOf(VirtualServer server, SessionLicenseDraft? draft = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var all = server.Chain.Leaf.Seats;
        var id = server.Issue(draft ?? SessionDraft(all["developer"], all["execution"], all.Generic));
        var app = new VirtualApp(this, server, server.SessionLicense(id), Reader, NewId());
        server.Apps.Add(app);
        return app;
    }

    /// <summary>Another app with the session license of one that is there.</summary>
    public VirtualApp AppLike(VirtualApp other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var app = new VirtualApp(this, other.Server, other.License, Reader, NewId());
        other.Server.Apps.Add(app);
        return app;
    }

    /// <summary>Lets time go on; pings, renewals and lapses happen on the way.</summary>
    public void Advance(int days = 0, int hours = 0, int minutes = 0, int seconds = 0) => Advance(new TimeSpan(days, hours, minutes, seconds));

    /// <summary>Lets time go on; pings, renewals and lapses happen on the way.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = InMilliseconds + (long)time.TotalMilliseconds;
        while (NextEvent is { } next && next <= end)
        {
            MoveTo(Math.Max(InMilliseconds, next));
            Clock.Fire();
            foreach (var server in _servers.ToArray())
            {
                server.Tick();
            }
        }

        MoveTo(end);
        _servers.ForEach(s => s.Lapse());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            server.Key.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>From 200 on, which is the byte of the root key, the seed is the whole number eight times.</summary>
    internal static SigningKey Key(int seed) => SigningKey.FromSeed(seed < 200
        ? [.. Enumerable.Repeat((byte)seed, 32)]
        : [.. Enumerable.Repeat(BitConverter.GetBytes(seed), 8).SelectMany(b => b)]);

    internal static Seats Seats(long developer = 0, long execution = 0, long generic = 0) => Some.Seats(developer, execution, generic);

    internal static ServerLicenseClaims MasterClaims(SigningKey holder, long start = Start) => new()
    {
        Product = Product,
        Id = "master",
        Issuer = Root.PublicKey.Thumbprint,
        IssuedAt = start,
        NotBefore = start,
        Expires = start + (365 * Day),
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

    internal VirtualServer NewServer(int? seed = null)
    {
        var server = new VirtualServer(this, Key(seed ?? ++_keys), Reader);
        _servers.Add(server);
        return server;
    }

    /// <summary>The session id of a name: in a test world nobody needs the secret.</summary>
    internal static SessionId SessionIdOf(string name) => SessionId.Of(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    internal string NewId() => $"id{++_ids}";

    internal VirtualServer Master(Func<ServerLicenseClaims, ServerLicenseClaims> change) => Holding(holder => change(MasterClaims(holder, _start)));

    /// <summary>The next version of a Master license takes effect.</summary>
    internal static void Reissue(VirtualServer master, Func<ServerLicenseClaims, ServerLicenseClaims> change) =>
        master.Take(NextFile(master, change));

    /// <summary>The file of the next version of a Master license.</summary>
    internal static byte[] NextFile(VirtualServer master, Func<ServerLicenseClaims, ServerLicenseClaims> change) =>
        MasterFile(change(master.Chain.Leaf.Claims with { Serial = master.Chain.Leaf.Serial + 1 }));

    private void MoveTo(long milliseconds) => (Seconds, Milliseconds) = (milliseconds / 1000, milliseconds % 1000);

    private VirtualServer Holding(Func<SigningKey, ServerLicenseClaims> claims)
    {
        var server = NewServer();
        server.Take(MasterFile(claims(server.Key)));
        return server;
    }

    private static byte[] MasterFile(ServerLicenseClaims claims) => Bundle.Write([ServerLicenseWriter.Sign(claims, Root)], []);
}
