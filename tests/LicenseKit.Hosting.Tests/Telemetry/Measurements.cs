using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LicenseKit.Hosting.Tests.Telemetry;

/// <summary>What the meter of one container measures, as a collector sees it.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, string Tags, double Value)> _taken = new();

    public Measurements(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "LicenseKit" && instrument.Meter.Scope == meters)
            {
                Names.Add(instrument.Name);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public ConcurrentBag<string> Names { get; } = [];

    /// <summary>The sum of an instrument's measurements with these attributes, <c>name=value</c> joined by commas; observed ones are collected now.</summary>
    public double this[string name, string tags = ""]
    {
        get
        {
            if (!_taken.Any(t => t.Name == name))
            {
                _listener.RecordObservableInstruments();
            }

            return _taken.Where(t => t.Name == name && t.Tags == tags).Sum(t => t.Value);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _taken.Enqueue((instrument.Name, string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}")), value));
}
