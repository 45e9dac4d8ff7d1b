using System.Diagnostics.Metrics;

namespace LicenseKit.Hosting.Telemetry;

/// <summary>The meter <c>LicenseKit</c>, listed in <c>docs/observability.md</c>. Names and attributes keep to the conventions of OpenTelemetry; <c>error.type</c> is the code of a fault.</summary>
internal sealed class Instruments
{
    public const string Name = "LicenseKit";

    private readonly Meter _meter;
    private readonly Counter<long> _callsRefused;
    private readonly Counter<long> _acquires;
    private readonly Counter<long> _renewals;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commitDuration;

    /// <param name="meters">Makes the meter and disposes it; null = a meter of its own.</param>
    public Instruments(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _callsRefused = _meter.CreateCounter<long>("licensekit.calls.refused", "{call}",
            "Calls that were refused before they were decided: they proved nothing, or there were too many of them.");
        _acquires = _meter.CreateCounter<long>("licensekit.acquires", "{request}", "Requests for a seat, granted and refused.");
        _renewals = _meter.CreateCounter<long>("licensekit.renewals", "{request}", "Requests to renew a lease, granted and refused.");
        _batchSize = _meter.CreateHistogram<int>("licensekit.batch.size", "{request}", "Requests that were decided and stored together.");
        _commitDuration = _meter.CreateHistogram<double>("licensekit.commit.duration", "s", "How long the storage took to commit a batch.");
    }

    /// <param name="reason">One of <c>proof</c>, <c>address</c>, <c>license</c>, <c>busy</c>.</param>
    public void CallRefused(string reason) => _callsRefused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>The same, for a caller that returns the fault.</summary>
    public LicenseFault CallRefused(string reason, LicenseFault fault)
    {
        CallRefused(reason);
        return fault;
    }

    /// <param name="kind">The kind of seat, as <see cref="KindOf"/> has it.</param>
    /// <param name="fault">Why there is none; null when one was granted.</param>
    public void Acquired(string kind, LicenseFault? fault) => _acquires.Add(1, fault is null ? new("licensekit.seat.kind", kind) : ErrorType(fault));

    /// <summary>A kind that the license names; any other is <c>other</c>, since generic seats serve any kind that a caller makes up.</summary>
    public static string KindOf(string kind, IReadOnlyList<string> named) => named.Contains(kind) ? kind : "other";

    public void Renewed(LicenseFault? fault)
    {
        if (fault is null)
        {
            _renewals.Add(1);
        }
        else
        {
            _renewals.Add(1, ErrorType(fault));
        }
    }

    public void Batch(int requests)
    {
        if (requests > 0)
        {
            _batchSize.Record(requests);
        }
    }

    public void Committed(TimeSpan took) => _commitDuration.Record(took.TotalSeconds);

    /// <summary>Adds what is looked up only when somebody collects.</summary>
    public void Observe(IServerGauges server)
    {
        _meter.CreateObservableUpDownCounter("licensekit.seats.in_use", server.SeatsInUse, "{seat}", "Seats that sessions of this server use, by kind.");
        _meter.CreateObservableUpDownCounter("licensekit.seats.allowed", server.SeatsAllowed, "{seat}",
            "Seats that the own license allows now, by kind, the shared pool as 'generic'; 1,000,000,000 = unlimited.");
        _meter.CreateObservableUpDownCounter("licensekit.licenses", server.LicensesByStanding, "{license}", "Licenses issued here that are not revoked, by type and standing.");
        _meter.CreateObservableUpDownCounter("licensekit.requests.queued", server.Queued, "{request}", "Requests that wait to be decided, by class.");
        _meter.CreateObservableGauge("licensekit.parent.contact.age", server.ContactAge, "s", "Time since the parent was last in contact; absent without a parent.");
    }

    private static KeyValuePair<string, object?> ErrorType(LicenseFault fault) => new("error.type", fault.Code.Text());
}
