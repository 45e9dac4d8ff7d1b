using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LicenseKit.Stories.Attacks;

/// <summary>Many connections that are opened and then left alone.</summary>
internal sealed class Connections : IDisposable
{
    private readonly List<Socket> _sockets = [];

    public int Open => _sockets.Count;

    /// <summary>Opens connections until the server takes no more or there are so many; sends each of them the same beginning.</summary>
    public static async Task<Connections> OpenAsync(Server server, int count, string beginning = "")
    {
        var connections = new Connections();
        var end = new IPEndPoint(IPAddress.Loopback, new Uri(server.Url).Port);
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            connections._sockets.Add(socket);
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await socket.ConnectAsync(end, patience.Token);
                if (beginning.Length > 0)
                {
                    await socket.SendAsync(Encoding.ASCII.GetBytes(beginning));
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Refused, which is as well.
            }
        }

        return connections;
    }

    public void Dispose() => _sockets.ForEach(s => s.Dispose());
}
