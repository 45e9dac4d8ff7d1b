using System.Buffers.Binary;
using System.Net.Sockets;
using LicenseKit.Hosting;
using LicenseKit.Signing;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>The key of <c>samples/Signer</c>, asked over its Unix domain socket; the protocol is described there.</summary>
internal sealed class RemoteSigner : ISigner, IDisposable
{
    private const int SignatureSize = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly string _path;
    private Socket? _socket;

    private RemoteSigner(string path)
    {
        _path = path;
        Span<byte> key = stackalloc byte[PublicKey.Size];
        Ask([], key);
        PublicKey = PublicKey.TryCreate(key, out var read) ? read : throw new SigningException($"The signer at '{path}' has no Ed25519 key that may be used.");
    }

    public PublicKey PublicKey { get; }

    /// <summary>Asks the signer for its public key.</summary>
    /// <exception cref="LicenseFaultException">No signer answers at the path.</exception>
    public static RemoteSigner Connect(string path)
    {
        try
        {
            return new RemoteSigner(path);
        }
        catch (SigningException e)
        {
            throw new LicenseFaultException(new(FaultCode.CannotSign, e.Message, "Start samples/Signer on that path first."), e);
        }
    }

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => Ask(data, signature[..SignatureSize]);

    public void Dispose() => _socket?.Dispose();

    /// <summary>One question, one answer. A connection that broke since the last question is made anew once: asking twice for a signature does no harm.</summary>
    private void Ask(ReadOnlySpan<byte> data, Span<byte> answer)
    {
        lock (_lock)
        {
            var isOld = _socket is not null;
            try
            {
                Exchange(data, answer);
            }
            catch (SocketException) when (isOld)
            {
                try
                {
                    Exchange(data, answer);
                }
                catch (SocketException e)
                {
                    throw Away(e);
                }
            }
            catch (SocketException e)
            {
                throw Away(e);
            }
        }
    }

    private void Exchange(ReadOnlySpan<byte> data, Span<byte> answer)
    {
        try
        {
            _socket ??= Open();
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
            Send([.. length, .. data]);
            Span<byte> status = stackalloc byte[1];
            Receive(status);
            if (status[0] != 0)
            {
                throw new SigningException($"The signer at '{_path}' does not sign such a document.") { IsRefusal = true };
            }

            Receive(answer);
        }
        catch (SocketException)
        {
            _socket?.Dispose();
            _socket = null;
            throw;
        }
    }

    private Socket Open()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = (int)Patience.TotalMilliseconds,
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(_path));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[_socket!.Send(bytes)..];
        }
    }

    private void Receive(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var read = _socket!.Receive(bytes);
            bytes = read > 0 ? bytes[read..] : throw new SocketException((int)SocketError.ConnectionReset);
        }
    }

    private SigningException Away(SocketException e) => new($"The signer at '{_path}' does not answer: {e.Message}.", e);
}
