using System.Collections.Concurrent;
using System.Net;

namespace LicenseKit.Stories.Attacks;

/// <summary>Somebody on the way between a child and its parent, who keeps a copy of what the child sends.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<byte[]> _pings = new();
    private readonly string _to;
    private readonly Task _running;

    private Relay(string to)
    {
        _to = to;
        Url = $"http://127.0.0.1:{Places.FreePort()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _running = Task.Run(RunAsync);
    }

    public string Url { get; }

    /// <summary>The bodies of the pings, oldest first.</summary>
    public byte[][] Pings => [.. _pings];

    public static Relay Start(string to) => new(to);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _running;
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task PassAsync(HttpListenerContext call)
    {
        using var body = new MemoryStream();
        await call.Request.InputStream.CopyToAsync(body);
        if (call.Request.RawUrl!.EndsWith("/pings", StringComparison.Ordinal))
        {
            _pings.Enqueue(body.ToArray());
        }

        using var request = new HttpRequestMessage(new HttpMethod(call.Request.HttpMethod), _to + call.Request.RawUrl) { Content = new ByteArrayContent(body.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", call.Request.ContentType);
        using var answer = await Http.SendAsync(request);
        call.Response.StatusCode = (int)answer.StatusCode;
        call.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(call.Response.OutputStream);
        call.Response.Close();
    }
}
