using BenchmarkDotNet.Attributes;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Benchmarks;

/// <summary>The session table alone: a renewal of a random session, a start with its end, a count of older ones, among so many.</summary>
[MemoryDiagnoser]
public class SessionTables
{
    private readonly Random _random = new(1);
    private SessionTable _table = null!;
    private SessionId[] _ids = [];
    private SessionId[] _others = [];
    private int _next;
    private long _number;
    private AgeOrder _order = null!;

    /// <summary>Live sessions.</summary>
    [Params(1_000, 1_000_000)]
    public int Sessions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _table = new();
        _ids = SessionMemory.Ids(_random, Sessions);
        _others = SessionMemory.Ids(_random, 1 << 16);
        SessionMemory.Fill(_table, _ids, _random);
        _random.Shuffle(_ids);
        _number = Sessions;
        _order = _table.ClassOf("execution", false)!.Order;
    }

    [Benchmark(Baseline = true)]
    public int Renew()
    {
        _next = _next + 1 == _ids.Length ? 0 : _next + 1;
        _table.TryFind(_ids[_next], out var slot);
        _table.Move(slot, 2, SessionMemory.Deadline(_random), SessionFlags.None);
        return slot;
    }

    [Benchmark]
    public int Start()
    {
        _next = (_next + 1) & 0xffff;
        var slot = _table.Add(_others[_next], ++_number, "sl-1", "developer", false, 1, SessionMemory.Deadline(_random), SessionFlags.None);
        _table.Remove(slot);
        return slot;
    }

    /// <summary>How many of two thirds of the sessions are older than a random number.</summary>
    [Benchmark]
    public int Below() => _order.Below(_random.Next(Sessions));
}
