using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>Exports logs, metrics and traces by OTLP where OpenTelemetry's environment variables name a receiver, such as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
internal static class OtlpExport
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    public static void AddOtlpExport(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.AsEnumerable().Any(v => v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && v.Key.EndsWith("ENDPOINT", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter("LicenseKit").AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces.AddSource("LicenseKit").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
            .WithLogging()
            .UseOtlpExporter();
    }
}
