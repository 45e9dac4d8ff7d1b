using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace LicenseKit.Stories;

/// <summary>Where the built samples and the command line lie, and where on loopback a server may listen.</summary>
internal static class Places
{
    // Below the ports that the system gives to outgoing connections: what is free now stays free for a server's restart.
    private static int _port = 20_000 + (Environment.ProcessId % 10_000);

    public static string Built(string name)
    {
        var above = name == "LicenseKit.Cli" ? "src" : "samples";
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var built = Path.Combine(Root(), above, name, "bin", configuration, "net10.0", $"{name}.dll");
        return File.Exists(built) ? built : throw new FileNotFoundException($"Build {above}/{name} first: '{built}' is not there.");
    }

    public static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Interlocked.Increment(ref _port));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken; the next one.
            }
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));
}
