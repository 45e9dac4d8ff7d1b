namespace LicenseKit.Hosting.Wire;

/// <summary>The HTTP client of an app, the same with and without a container.</summary>
internal static class HttpDefaults
{
    /// <summary>The name under which a container's factory makes the client.</summary>
    public const string ClientName = "LicenseKit";

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static HttpClient Make() => new(Handler()) { Timeout = Timeout };

    /// <summary>No redirects: the bodies are bearer tokens, which nobody but the named server shall get. Addresses are looked up anew now and then.</summary>
    public static SocketsHttpHandler Handler() => new() { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false };
}
