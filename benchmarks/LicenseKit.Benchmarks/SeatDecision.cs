using BenchmarkDotNet.Attributes;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;
using System.Globalization;

namespace LicenseKit.Benchmarks;

/// <summary>One more seat on a server with so many live sessions: the seat rule alone, and the machine deciding and applying an acquire, its release and a renewal with their payloads, unsigned.</summary>
[MemoryDiagnoser]
public class SeatDecision
{
    private readonly ServerState _state = new();
    private Moment _at;
    private readonly SessionId _new = Id(-1);
    private LicenseKit.Server.Machine _machine = null!;
    private SeatRule _seats = null!;
    private string[] _licenses = [];
    private int _next;

    /// <summary>Live sessions.</summary>
    [Params(1_000, 1_000_000)]
    public int Sessions { get; set; }

    /// <summary>Session licenses over which they are spread, every second one reserved.</summary>
    [Params(10, 10_000)]
    public int Licenses { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var server = LicenseFile.Of(2, seats: 10_000_000);
        _at = new Moment(UnixTime.Of(server.Chain.Leaf.IssuedAt) + 3600, 0);
        _licenses = [.. Enumerable.Range(0, Licenses).Select(i => $"sl-{i}")];
        _state.Child = new ChildState { Chain = server.Chain };
        _state.Ledger = Ledger.Of([], [.. _licenses.Select((id, i) => Grant(server, id, _at.Now, i, Math.Max(100, 2L * Sessions / Licenses)))]);
        for (var i = 0; i < Sessions; i++)
        {
            var (license, kind) = (_licenses[i % _licenses.Length], i % 3 == 0 ? "developer" : "execution");
            var reserved = _state.IsReserved(license);
            _state.Sessions.Add(Id(i), i, license, kind, reserved, 1, 3_600_000 + i, SessionFlags.None);
        }

        _state.LastNumber = Sessions;
        _machine = new LicenseKit.Server.Machine(_state, new ChainReader(LicenseFile.Product, [server.Root]), server.Holder.PublicKey, null);
        _seats = new SeatRule(_state.Sessions);
        if ((Decide() ?? Run(AcquireRequest()) ?? Run(RenewRequest())) is { } refused)
        {
            throw new InvalidOperationException(refused.Message);
        }
    }

    /// <summary>What a random number costs here: the system is asked for 16 bytes.</summary>
    [Benchmark(Baseline = true)]
    public Guid NewGuid() => Guid.NewGuid();

    /// <summary>Null: a seat is free.</summary>
    [Benchmark]
    public LicenseFault? Decide() =>
        _seats.RefuseStart(new(_state.Child, _state.Ledger, _at.Now), _state.Ledger.Sessions[NextLicense()], "developer");

    /// <summary>A session starts and is released, both decided and applied.</summary>
    [Benchmark]
    public LicenseFault? AcquireAndRelease() => Apply(AcquireRequest()) ?? Apply(new Request.Release(_new)) ?? Forget();

    /// <summary>Decided, applied, and taken back.</summary>
    [Benchmark]
    public LicenseFault? Acquire() => Run(AcquireRequest());

    /// <summary>Decided, applied, and taken back.</summary>
    [Benchmark]
    public LicenseFault? Renew() => Run(RenewRequest());

    private Request.Acquire AcquireRequest() => new(_new, NextLicense(), "developer", "nonce-of-the-request-A", null);

    private Request.Renew RenewRequest() => new(Id((int)(_next++ * 7919L % Sessions)), 1, "nonce-of-the-request-A");

    private LicenseFault? Run(Request request)
    {
        var decision = _machine.Decide(request, _at);
        foreach (var change in decision.Changes)
        {
            _machine.Apply(change);
        }

        foreach (var change in decision.Changes)
        {
            _machine.Undo(change);
        }

        return decision.Fault;
    }

    private LicenseFault? Apply(Request request)
    {
        var decision = _machine.Decide(request, _at);
        foreach (var change in decision.Changes)
        {
            _machine.Apply(change);
        }

        return decision.Fault;
    }

    /// <summary>The id may be granted again at once, as no server would.</summary>
    private LicenseFault? Forget()
    {
        _state.Sessions.Over.TakeBack(_state.Sessions.Over.Newest);
        return null;
    }

    private string NextLicense() => _licenses[(_next = (_next + 1) & 0xffff) % _licenses.Length];

    private static SessionId Id(int number)
    {
        Span<byte> id = stackalloc byte[SessionId.Size];
        BitConverter.TryWriteBytes(id, number);
        BitConverter.TryWriteBytes(id[8..], unchecked(number * 0x1E3779B97F4A7C15));
        return SessionId.Of(id);
    }

    private static SessionGrant Grant(LicenseFile server, string id, long now, int number, long seats)
    {
        var leaf = server.Chain.Leaf;
        var claims = new SessionLicenseClaims
        {
            Product = LicenseFile.Product,
            Id = id,
            Issuer = leaf.Id,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + (5 * 86_400) - (number % 86_400),
            Client = string.Create(CultureInfo.InvariantCulture, $"Team {id}"),
            ServerUrl = "https://seats.initech.example",
            Serial = 1,
            Allocation = number % 2 == 0 ? Allocation.Reserved : Allocation.Shared,
            Seats = new([new("developer", seats + 10), new("execution", seats + 10)]),
            MaxLease = 3600,
        };
        var writer = new VersionWriter(new ChainReader(LicenseFile.Product, [server.Root]), server.Holder.PublicKey);
        return writer.Write(claims, server.Chain).Is(out var document, out var fault)
            ? new SessionGrant { Versions = [new(claims, document.Sign(server.Holder), "{}")] }
            : throw new InvalidOperationException(fault.Message);
    }
}
