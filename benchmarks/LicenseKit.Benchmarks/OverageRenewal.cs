using BenchmarkDotNet.Attributes;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Places;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Benchmarks;

/// <summary>A renewal while more sessions run than are allowed: whether the session has its place, and until when.</summary>
/// <remarks>
/// Nine tenths of the sessions have a place, half of all by generic seats. <see cref="Renew"/> asks for one after another;
/// <see cref="RenewAfterAnotherEnded"/> when one has ended and one has started, so that nothing that was found before holds.
/// </remarks>
[MemoryDiagnoser]
public class OverageRenewal
{
    private readonly SessionTable _sessions = new();
    private SeatRule _seats = null!;
    private SeatQuestion _question;
    private long _number;
    private int _next;

    /// <summary>Live sessions.</summary>
    [Params(1_000, 1_000_000)]
    public int Sessions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var allowed = new Seats([new("developer", Sessions / 5), new("execution", Sessions / 5)], Sessions / 2);
        var server = LicenseFile.Of(1, last: c => c with { Seats = allowed, Stages = [] });
        _question = new(new ChildState { Chain = server.Chain }, Ledger.Empty, UnixTime.Of(server.Chain.Leaf.IssuedAt) + 3600);
        for (; _number < Sessions; _number++)
        {
            Start();
        }

        _seats = new SeatRule(_sessions);
        if (Renew() is not null == (RenewNewest() is not null))
        {
            throw new InvalidOperationException("The oldest sessions must have a place, and the newest none.");
        }
    }

    /// <summary>The limit of a session; null when it has its place for ten minutes.</summary>
    [Benchmark]
    public object? Renew() => Limit((int)(_next++ * 7919L % (Sessions / 2)));

    [Benchmark]
    public object? RenewAfterAnotherEnded()
    {
        _sessions.Remove(Sessions - 1);
        Start();
        _number++;
        return Renew();
    }

    private SeatLimit? RenewNewest() => Limit(Sessions - 1);

    private SeatLimit? Limit(int slot) =>
        _seats.RenewalLimit(_question, null, _sessions.KindOf(slot), _sessions[slot].Number, _question.Now + 600);

    private void Start() => _sessions.Add(Id(_number), _number, LeaseRule.LocalLicense, _number % 3 == 0 ? "developer" : "execution", reserved: false, 1, 600_000, SessionFlags.None);

    private static SessionId Id(long number)
    {
        Span<byte> id = stackalloc byte[SessionId.Size];
        BitConverter.TryWriteBytes(id, number);
        BitConverter.TryWriteBytes(id[8..], unchecked(number * 0x1E3779B97F4A7C15));
        return SessionId.Of(id);
    }
}
