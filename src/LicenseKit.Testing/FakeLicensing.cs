using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Sessions;

namespace LicenseKit.Testing;

/// <summary>An <see cref="ILicensing"/> that says what a test sets: for tests of an app that are not about licensing.</summary>
/// <remarks>
/// Nothing is signed, verified or renewed. Where the rules of seats, stages and outages matter, use <see cref="VirtualApp.Licensing"/>. Safe for several threads.
/// </remarks>
public sealed class FakeLicensing : ILicensing
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly CoarseClock _clock;
    private readonly Dictionary<string, Feature> _features = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _seats = new(StringComparer.Ordinal);
    private readonly List<Session> _sessions = [];
    private StandingReport _standing = StandingReport.Good;
    private LicenseDetails? _license;

    /// <summary>A license that is good and has no seats and no features yet.</summary>
    /// <param name="time">The clock of the code under test; null = the system's.</param>
    public FakeLicensing(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _clock = new CoarseClock(_time);
        _license = new LicenseDetails("fake", "Test", Some.Product, 1, null, null);
    }

    /// <inheritdoc/>
    public event EventHandler<LicensingChangedEventArgs>? Changed;

    /// <inheritdoc/>
    public StandingReport Standing
    {
        get
        {
            lock (_lock)
            {
                return _standing;
            }
        }
    }

    /// <inheritdoc/>
    public LicenseDetails? License
    {
        get
        {
            lock (_lock)
            {
                return _license;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Feature> Features
    {
        get
        {
            lock (_lock)
            {
                return _standing.Serves ? new Dictionary<string, Feature>(_features, StringComparer.Ordinal) : [];
            }
        }
    }

    /// <summary>Sessions that hold a seat.</summary>
    public IReadOnlyList<Session> Sessions
    {
        get
        {
            lock (_lock)
            {
                return [.. _sessions];
            }
        }
    }

    /// <summary>Sets how many seats of a kind there are; sessions that run keep theirs.</summary>
    public FakeLicensing WithSeats(string kind, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_lock)
        {
            _seats[kind] = count;
        }

        return this;
    }

    /// <summary>Adds a feature, or replaces it.</summary>
    public FakeLicensing WithFeature(string name, DateTimeOffset? until = null, long? limit = null)
    {
        Change(() => _features[name] = new Feature(until is { } end ? UnixTime.Of(end) : null, limit));
        return this;
    }

    /// <summary>Takes a feature away.</summary>
    public FakeLicensing WithoutFeature(string name)
    {
        Change(() => _features.Remove(name));
        return this;
    }

    /// <summary>Sets what a user interface shows; null: no license is held.</summary>
    public FakeLicensing WithLicense(LicenseDetails? license)
    {
        Change(() => _license = license);
        return this;
    }

    /// <summary>The license has no effect from now on: no features and no new seats. Sessions that run go on until <see cref="EndAll"/>.</summary>
    /// <param name="standing">Such as <see cref="Standing.Expired"/> or <see cref="Standing.Suspended"/>.</param>
    /// <param name="fault">The reason that the app is shown.</param>
    public void Stop(Standing standing, LicenseFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Change(() => _standing = new StandingReport(standing, null, fault));
    }

    /// <summary>The license has its effect again.</summary>
    public void Resume() => Change(() => _standing = StandingReport.Good);

    /// <summary>Ends every session that runs, with a reason: <see cref="Session.Check"/> is false, and <see cref="Session.Lost"/> is cancelled.</summary>
    public void EndAll(LicenseFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        foreach (var session in Sessions)
        {
            session.Lose(fault);
            Free(session);
        }
    }

    /// <inheritdoc/>
    public bool Allows(string feature) => Features.ContainsKey(feature);

    /// <inheritdoc/>
    public Outcome<Feature> FindFeature(string feature)
    {
        lock (_lock)
        {
            if (_standing.Fault is { } fault)
            {
                return fault;
            }

            return _features.TryGetValue(feature, out var found) ? found
                : new LicenseFault(FaultCode.FeatureNotLicensed, $"'{Names.Shown(feature)}' is not part of the license.", "Ask its issuer for a license with it.", Names.Shown(feature));
        }
    }

    /// <inheritdoc/>
    public Task<Acquired> AcquireAsync(string kind, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        lock (_lock)
        {
            return Task.FromResult(Take(kind));
        }
    }

    /// <summary>Refused: give the fake what a test needs with its other methods.</summary>
    public Task<Outcome<LicenseDetails>> ApplyAsync(ReadOnlyMemory<byte> file, string? replaces = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<LicenseDetails>>(new LicenseFault(FaultCode.NotSupported, "A FakeLicensing takes no license files.", "Use TestWorld and its apps' Licensing."));

    private Acquired Take(string kind)
    {
        if (_standing.Fault is { } fault)
        {
            return new Acquired(null, fault);
        }

        if (_sessions.Count(s => s.Kind == kind) >= _seats.GetValueOrDefault(kind))
        {
            return new Acquired(null, new(FaultCode.NoSeat, $"No '{Names.Shown(kind)}' seat is free: {_seats.GetValueOrDefault(kind)} are licensed.", "Try again when a session has ended."));
        }

        Session? session = null;
        var first = new SessionSnapshot(long.MaxValue, SessionStanding.Held, _features.ToDictionary(StringComparer.Ordinal), null, null) { LeaseEnds = DateTimeOffset.MaxValue };
        session = new Session(Guid.NewGuid().ToString("N"), kind, _clock, first, () =>
        {
            Free(session!);
            return ValueTask.CompletedTask;
        });
        _sessions.Add(session);
        return new Acquired(session, null);
    }

    private void Free(Session session)
    {
        lock (_lock)
        {
            _sessions.Remove(session);
        }
    }

    private void Change(Action change)
    {
        LicensingChangedEventArgs args;
        lock (_lock)
        {
            change();
            args = new LicensingChangedEventArgs(_standing, _license, Features);
        }

        Changed?.Invoke(this, args);
    }
}
