using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Hosting.Client;
using LicenseKit.Hosting.Wire;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace LicenseKit.Testing;

/// <summary>An app of a <see cref="TestWorld"/>: takes a seat from its server, renews it as time goes on, and checks every lease from the pinned root key down.</summary>
public sealed class VirtualApp
{
    /// <summary>Machines of a world do not sleep.</summary>
    private static readonly Pace WithoutSleep = new(TimeSpan.FromDays(1), TimeSpan.FromDays(1), TimeSpan.FromSeconds(1));

    private readonly TestWorld _world;
    private readonly ChainReader _reader;
    private ClientLicensing? _licensing;
    private readonly LeaseVerifier _leases;
    private readonly string _name;
    private int _sessions;
    private LeaseClaims? _lease;
    private long _until;

    internal VirtualApp(TestWorld world, VirtualServer server, SessionLicense license, ChainReader reader, string name)
    {
        _world = world;
        _reader = reader;
        _leases = new LeaseVerifier(reader);
        _name = name;
        Server = server;
        License = license;
    }

    /// <summary>Whose seats it takes.</summary>
    public VirtualServer Server { get; }

    /// <summary>The licensing of the app's own code, as <c>AsClient</c> gives it, on the world's clock and network; it takes seats beside that of <see cref="Acquire"/>.</summary>
    /// <remarks>Answers come at once, and changes are raised within a second of the world. Give the code under test <see cref="TestWorld.Time"/> for its own delays.</remarks>
    public ILicensing Licensing => _licensing ??= Open();

    /// <summary>May it go on? True from a seat taken until it is given back or its lease is over.</summary>
    public bool HasSeat => _lease is not null && _world.Seconds < _until;

    /// <summary>The end of its lease; null without a seat.</summary>
    public DateTimeOffset? Until => HasSeat ? UnixTime.ToInstant(_until) : null;

    /// <summary>Why the last request was refused; null when it was granted.</summary>
    public LicenseFault? Fault { get; private set; }

    internal SessionLicense License { get; }

    /// <summary>When it renews next, in effective seconds.</summary>
    internal long NextRenewal { get; private set; } = long.MaxValue;

    private string Session => $"{_name}-{_sessions}";

    /// <summary>Takes a seat; an app that has one gives it back first.</summary>
    /// <returns>Why there is none; null when there is one.</returns>
    public LicenseFault? Acquire(string kind = "developer")
    {
        ArgumentNullException.ThrowIfNull(kind);
        Release();
        _sessions++;
        var nonce = Server.Nonce();
        return Take(kind, nonce, Server.IsCut ? Unreachable() : Server.Acquire(Session, License.Id, kind, nonce));
    }

    /// <summary>Gives the seat back, if the server is to be reached; else it is free at the lease's end.</summary>
    public void Release()
    {
        if (HasSeat && !Server.IsCut)
        {
            Server.Release(Session);
        }

        Crash();
    }

    /// <summary>The app is gone without a word: its seat is free at the lease's end.</summary>
    public void Crash()
    {
        _lease = null;
        NextRenewal = long.MaxValue;
    }

    internal void Renew()
    {
        if (!HasSeat)
        {
            Crash();
            return;
        }

        var nonce = Server.Nonce();
        Take(_lease!.Kind, nonce, Server.IsCut ? Unreachable() : Server.Renew(Session, _lease.N, nonce));
    }

    private LicenseFault? Take(string kind, string nonce, Outcome<GrantedLease> answered)
    {
        if (answered.Is(out var answer, out var fault)
            && _leases.Verify(Server.Chain.ToBundle(Server.Key.PublicKey), answer.Document.Compact, License, TestWorld.SessionIdOf(Session).ToString(), kind, nonce).Is(out var verified, out fault))
        {
            _lease = verified.Lease;
            _until = verified.Lease.Expires;
            NextRenewal = _world.Seconds + Math.Max(1, Math.Min(verified.Lease.RenewWithin, _until - _world.Seconds));
            return Fault = null;
        }

        NextRenewal = HasSeat ? _world.Seconds + Math.Clamp((_until - _world.Seconds) / 4, 1, 30) : long.MaxValue;
        return Fault = fault;
    }

    private ClientLicensing Open()
    {
        var options = new LicenseKitOptions { Product = TestWorld.Product, IsClient = true };
        options.Pin([Some.RootKey]);
        var file = Bundle.Write([.. Server.Chain.Links.Select(l => l.Jws), License.Jws], Server.Chain.Keys());
        return new ClientLicensing(options, new MemoryLicense(file), new ServerCalls(new HttpClient(new VirtualCalls(Server))), _world.Time, WithoutSleep, NullLogger.Instance);
    }

    private static LicenseFault Unreachable() => new(FaultCode.ServerUnreachable, "The license server cannot be reached.", "Mend the network.");
}
