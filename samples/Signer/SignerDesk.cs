using System.Buffers.Binary;
using System.Net.Sockets;
using LicenseKit.Signing;

namespace LicenseKit.Samples.Signer;

/// <summary>Answers on a Unix domain socket that only its owner may open.</summary>
/// <remarks>
/// A connection carries questions and answers in turn, for as long as the other side likes:
/// <code>
/// question  4 bytes  n, big-endian, at most 262144      answer  1 byte   0 signed, 1 refused (nothing follows)
///           n bytes  the document; n = 0 asks for                64 bytes signature, or
///                    the public key                              32 bytes public key
/// </code>
/// </remarks>
internal sealed class SignerDesk : IDisposable
{
    private const int MaxDocument = 256 * 1024;
    private const int SignatureSize = 64;

    private readonly Socket _listener;
    private readonly SigningKey _key;
    private readonly Documents _documents;
    private readonly TimeProvider _time;

    private SignerDesk(Socket listener, SigningKey key, TimeProvider time)
    {
        _listener = listener;
        _key = key;
        _time = time;
        _documents = new Documents(key.PublicKey);
    }

    public static SignerDesk Open(string path, SigningKey key, TimeProvider time)
    {
        RemoveLeftover(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                // Before it listens nobody can connect, so there is no moment at which others may.
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            listener.Listen();
            return new SignerDesk(listener, key, time);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                try
                {
                    _ = ServeAsync(await _listener.AcceptAsync(stop), stop);
                }
                catch (SocketException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), _time, stop); // too many open files, say: those who are served go on
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>The socket of a signer that was killed; one that still answers stays, and binding fails.</summary>
    private static void RemoveLeftover(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > 0)
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        using (socket)
        await using (var stream = new NetworkStream(socket))
        {
            try
            {
                var length = new byte[sizeof(int)];
                while (true)
                {
                    await stream.ReadExactlyAsync(length, stop);
                    if (BinaryPrimitives.ReadInt32BigEndian(length) is not (>= 0 and <= MaxDocument and var size))
                    {
                        return;
                    }

                    var document = new byte[size];
                    await stream.ReadExactlyAsync(document, stop);
                    await stream.WriteAsync(Answer(document), stop);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side has gone, or the signer stops.
            }
        }
    }

    private byte[] Answer(byte[] document)
    {
        if (document.Length == 0)
        {
            return [0, .. _key.PublicKey.Bytes];
        }

        if (!_documents.May(document))
        {
            return [1];
        }

        var answer = new byte[1 + SignatureSize];
        _key.Sign(document, answer.AsSpan(1));
        return answer;
    }
}
