using LicenseKit.AspNetCore;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Limits for the web server of a license server.</summary>
public static class LicenseKitWebHostBuilderExtensions
{
    /// <summary>Idle connections are closed after this: clients open another one without a word.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Lets Kestrel take as many connections as the process has descriptors for, less what files and the database need; refuses the others; closes
    /// connections that are idle for 60 s or send their headers for longer than 10 s. Call it before what changes these limits on purpose.
    /// </summary>
    public static IWebHostBuilder UseLicenseKitLimits(this IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureKestrel(kestrel => Set(kestrel.Limits, ConnectionLimit.Of(OpenFiles.Limit())));
    }

    private static void Set(KestrelServerLimits limits, long connections)
    {
        limits.MaxConcurrentConnections = connections;
        limits.MaxConcurrentUpgradedConnections = connections;
        limits.KeepAliveTimeout = KeepAlive;
        limits.RequestHeadersTimeout = Headers;
    }
}
