using System.Globalization;
using BenchmarkDotNet.Attributes;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Server;
using LicenseKit.Signing;
using LicenseKit.Stages;

namespace LicenseKit.Benchmarks;

/// <summary>One more license, and the next version of one, on a server that has issued so many with dates of their own: decided, applied and taken back, unsigned.</summary>
[MemoryDiagnoser]
public class GrantDecision
{
    private static readonly PublicKey Installation = SigningKey.FromSeed([.. Enumerable.Repeat((byte)7, 32)]).PublicKey;

    private readonly ServerState _state = new();
    private readonly Request.IssueServer[] _issues = new Request.IssueServer[1024];
    private readonly Request.ChangeServer[] _changes = new Request.ChangeServer[1024];
    private LicenseKit.Server.Machine _machine = null!;
    private Moment _at;
    private int _next;

    /// <summary>Server licenses that were issued, each with a start, an end and a stage of its own.</summary>
    [Params(100, 10_000)]
    public int Grants { get; set; }

    /// <summary>Versions of the license that is changed.</summary>
    [Params(2, 2_000)]
    public int Versions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var server = LicenseFile.Of(1, seats: 10_000_000, c => c with { Oem = 1, MaxLicenses = Limit.Unlimited });
        _at = new Moment(UnixTime.Of(server.Chain.Leaf.IssuedAt) + 3600, 0);
        _state.Child = new ChildState { Chain = server.Chain };
        _machine = new LicenseKit.Server.Machine(_state, new ChainReader(LicenseFile.Product, [server.Root]), server.Holder.PublicKey, "https://licenses.example");
        for (var i = 0; i < Grants; i++)
        {
            Apply(new Request.IssueServer(Id(i), Draft(i, i), "Ann"));
        }

        for (var version = 1; version < Versions; version++)
        {
            Apply(new Request.ChangeServer(Id(0), Draft(0, version), null, null, "Ann"));
        }

        for (var i = 0; i < _issues.Length; i++)
        {
            _issues[i] = new("new", Draft(Grants + i, i * 7919), "Ann");
            _changes[i] = new(Id(0), Draft(0, i), null, null, "Ann");
        }
    }

    [Benchmark]
    public LicenseFault? Issue() => Run(_issues[_next++ & 1023]);

    [Benchmark]
    public LicenseFault? Change() => Run(_changes[_next++ & 1023]);

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"license-{number}");

    /// <summary>The installation is bound from the first version on, so that all versions count.</summary>
    private ServerLicenseDraft Draft(int client, int number)
    {
        var starts = UnixTime.ToInstant(_at.Now + (number % 50 * 86_400L) + (number % 50_000));
        return new()
        {
            Client = string.Create(CultureInfo.InvariantCulture, $"Client {client}"),
            LicenseCode = LicenseCode.Of(Installation, LicenseFile.Product).ToString(),
            Seats = { ["developer"] = 5 + (number % 3), ["execution"] = 20 },
            Starts = client == 0 ? UnixTime.ToInstant(_at.Now) : starts,
            Expires = UnixTime.ToInstant(_at.Now + (60 * 86_400L) + (number % 20 * 86_400L)),
            Stages = { StageDraft.Between(starts.AddDays(1), starts.AddDays(3)).Raise("execution", 10) },
        };
    }

    private void Apply(Request request)
    {
        var decision = _machine.Decide(request, _at);
        if (decision.Fault is { } fault)
        {
            throw new InvalidOperationException(fault.ToString());
        }

        foreach (var change in decision.Changes)
        {
            _machine.Apply(change);
        }
    }

    private LicenseFault? Run(Request request)
    {
        var decision = _machine.Decide(request, _at);
        foreach (var change in decision.Changes)
        {
            _machine.Apply(change);
        }

        foreach (var change in decision.Changes.Reverse())
        {
            _machine.Undo(change);
        }

        return decision.Fault is { } fault ? throw new InvalidOperationException(fault.ToString()) : null;
    }
}
