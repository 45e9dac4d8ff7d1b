using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace LicenseKit.Stories;

/// <summary>A session of an app that calls the server itself: a story sees each answer, and nothing renews in the background.</summary>
internal sealed class AppSession(Server server, string licenseFile, string kind = "developer")
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private long _n;

    public string Id => Base64Url.EncodeToString(SHA256.HashData(_secret));

    private string Bearer => Base64Url.EncodeToString(_secret);

    /// <summary>Sessions that have seats, the oldest first.</summary>
    public static async Task<AppSession[]> TakeAsync(Server server, string licenseFile, int count)
    {
        var sessions = Enumerable.Range(0, count).Select(_ => new AppSession(server, licenseFile)).ToArray();
        foreach (var session in sessions)
        {
            await session.TakeAsync();
        }

        return sessions;
    }

    /// <summary>Acquires a seat that must be granted.</summary>
    public async Task<Reply> TakeAsync() => Granted(await AcquireAsync());

    /// <summary>Renews a lease that must be granted.</summary>
    public async Task<Reply> KeepAsync() => Granted(await RenewAsync());

    public async Task<Reply> AcquireAsync()
    {
        var license = (string)JsonNode.Parse(await File.ReadAllTextAsync(licenseFile))!["chain"]!.AsArray()[^1]!;
        var body = new JsonObject { ["license"] = license, ["kind"] = kind, ["nonce"] = Nonce() };
        return Noted(await server.CallAsync(HttpMethod.Post, "/sessions", Bearer, body));
    }

    public Task<Reply> RenewAsync() => RenewAsync(_n);

    /// <summary>Renews, naming this lease as the last one.</summary>
    public async Task<Reply> RenewAsync(long n) =>
        Noted(await server.CallAsync(HttpMethod.Post, $"/sessions/{Id}/renew", Bearer, new JsonObject { ["n"] = n, ["nonce"] = Nonce() }));

    public Task<Reply> ReleaseAsync() => server.CallAsync(HttpMethod.Delete, $"/sessions/{Id}", Bearer);

    private static string Nonce() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    private Reply Granted(Reply reply)
    {
        Assert.True(reply.IsGranted, $"{reply}\n{server.Process}");
        return reply;
    }

    private Reply Noted(Reply reply)
    {
        _n = reply.IsGranted ? reply.N : _n;
        return reply;
    }
}
