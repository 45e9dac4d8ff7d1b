using BenchmarkDotNet.Attributes;
using LicenseKit.Chains;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Freshness;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using System.Globalization;

namespace LicenseKit.Benchmarks;

/// <summary>One more seat on a server where so many sessions work: the decision alone, and the whole step with its signed lease.</summary>
[MemoryDiagnoser]
public class SeatDecision
{
    private SessionStep _step = null!;
    private SessionContext _context = null!;
    private SessionTable _table = SessionTable.Empty;
    private string[] _licenses = [];
    private int _next;

    /// <summary>Live sessions.</summary>
    [Params(1_000, 100_000)]
    public int Sessions { get; set; }

    /// <summary>Session licenses over which they are spread, every second one reserved.</summary>
    [Params(10, 200)]
    public int Licenses { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var server = LicenseFile.Of(2, seats: 1_000_000);
        var now = UnixTime.Of(LicenseFile.Now);
        _step = new SessionStep(server.Holder);
        _licenses = [.. Enumerable.Range(0, Licenses).Select(i => $"sl-{i}")];
        var ledger = _licenses.Aggregate(Ledger.Empty, (l, id) => l.With(Grant(server, id, now)));
        _context = new SessionContext(server.Chain, StandingReport.Of(server.Chain, server.Holder.PublicKey, now), UnixTime.Max, ledger, new Moment(now, 0));
        for (var i = 0; i < Sessions; i++)
        {
            _table = _table.With(Entry(i, now));
        }

        if (Decide() is not null || Acquire() is null)
        {
            throw new InvalidOperationException("The seat is refused.");
        }
    }

    /// <summary>Null: a seat is free.</summary>
    [Benchmark(Baseline = true)]
    public object? Decide() =>
        SeatRule.Refuse(_context.Chain!, _context.Ledger, _table, _context.Ledger.Sessions[NextLicense()], "developer", _context.At.Now);

    [Benchmark]
    public object? Acquire() =>
        _step.Acquire(_table, _context, "one more", NextLicense(), "developer", "nonce", null).Value;

    private string NextLicense() => _licenses[(_next = (_next + 1) & 0xffff) % _licenses.Length];

    private SessionEntry Entry(int i, long now) => new()
    {
        Id = "session " + i.ToString(CultureInfo.InvariantCulture),
        License = _licenses[i % _licenses.Length],
        Kind = i % 3 == 0 ? "developer" : "execution",
        N = 1,
        StartedAt = now,
        Ends = now + 3600,
        Deadline = 3_600_000 + i,
    };

    private static SessionGrant Grant(LicenseFile server, string id, long now)
    {
        var leaf = server.Chain.Leaf;
        var claims = new SessionLicenseClaims
        {
            Product = LicenseFile.Product,
            Id = id,
            Issuer = leaf.Id,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + (5 * 86_400),
            Client = "Team " + id,
            ServerUrl = "https://seats.initech.example",
            Serial = 1,
            Allocation = id[^1] % 2 == 0 ? Allocation.Reserved : Allocation.Shared,
            Seats = new([new("developer", 5_000), new("execution", 8_000)]),
            MaxLease = 3600,
        };
        var signer = new VersionSigner(new ChainReader(LicenseFile.Product, [server.Root]), server.Holder);
        return signer.Sign(claims, server.Chain).Is(out var license, out var fault)
            ? new SessionGrant { License = license, Draft = "{}" }
            : throw new InvalidOperationException(fault.Message);
    }
}
