using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace LicenseKit.Stories;

/// <summary>The sample server exports what OpenTelemetry's environment variables ask for.</summary>
public sealed class OtlpTests : Story
{
    [Fact(Timeout = Limit)]
    public async Task Logs_metrics_and_traces_arrive_at_the_receiver()
    {
        using var receiver = new HttpListener();
        var endpoint = $"http://127.0.0.1:{Places.FreePort()}/";
        receiver.Prefixes.Add(endpoint);
        receiver.Start();
        var received = new ConcurrentDictionary<string, string>();
        var receiving = ReceiveAsync(receiver, received);

        var master = Master();
        master.Environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        };
        await master.StartAsync();
        await master.IssueAsync("""{ "client": "Initech", "seats": { "developer": 1 }, "duration": "P90D" }""");

        await Until("metrics arrive", () => Has("/v1/metrics", "licensekit.seats.allowed"), master.Process);
        await Until("traces arrive", () => Has("/v1/traces", "licensekit.batch"), master.Process);
        await Until("logs arrive", () => Has("/v1/logs", "is applied"), master.Process);
        receiver.Close();
        await receiving;

        Task<bool> Has(string path, string text) => Task.FromResult(received.GetValueOrDefault(path, "").Contains(text, StringComparison.Ordinal));
    }

    private static async Task ReceiveAsync(HttpListener receiver, ConcurrentDictionary<string, string> received)
    {
        try
        {
            while (true)
            {
                var context = await receiver.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                var body = await reader.ReadToEndAsync();
                received.AddOrUpdate(context.Request.Url!.AbsolutePath, body, (_, before) => before + body);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
