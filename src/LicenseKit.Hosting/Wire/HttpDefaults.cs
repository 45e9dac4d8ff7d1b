namespace LicenseKit.Hosting.Wire;

/// <summary>The HTTP client of an app without a container.</summary>
internal static class HttpDefaults
{
    /// <summary>The name under which a container's factory makes the client.</summary>
    public const string ClientName = "LicenseKit";

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static HttpClient Make() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = Timeout };
}
