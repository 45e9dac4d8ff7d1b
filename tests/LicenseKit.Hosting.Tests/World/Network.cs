using System.Collections.Concurrent;

namespace LicenseKit.Hosting.Tests;

/// <summary>Host names of a test and who answers there; a host can be cut off.</summary>
internal sealed class Network
{
    private readonly ConcurrentDictionary<string, HttpMessageHandler> _hosts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _down = new(StringComparer.Ordinal);
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public void Join(string url, HttpMessageHandler handler) => _hosts[new Uri(url).Host] = handler;

    public void Cut(string url) => _down[new Uri(url).Host] = true;

    public void Mend(string url) => _down.TryRemove(new Uri(url).Host, out _);

    public HttpMessageHandler Wire() => new Plug(this);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        var host = request.RequestUri!.Host;
        if (_down.ContainsKey(host) || !_hosts.TryGetValue(host, out var handler))
        {
            throw new HttpRequestException($"No route to {host}.");
        }

        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        return await invoker.SendAsync(request, cancellationToken);
    }

    private sealed class Plug(Network network) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => network.SendAsync(request, cancellationToken);
    }
}
