using System.Buffers.Binary;
using System.Net.Sockets;
using LicenseKit.Hosting;
using LicenseKit.Signing;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>The key of <c>samples/Signer</c>, asked over its Unix domain socket; the protocol is described there.</summary>
/// <remarks>One connection, one question at a time: the key signs thousands a second, and the server asks beside everything else that it does.</remarks>
internal sealed class RemoteSigner : ISigner, IDisposable
{
    private const int SignatureSize = 64;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _path;
    private Socket? _socket;

    private RemoteSigner(string path) => _path = path;

    public PublicKey PublicKey { get; private set; } = null!;

    /// <summary>Asks the signer for its public key.</summary>
    /// <exception cref="LicenseFaultException">No signer answers at the path.</exception>
    public static async Task<RemoteSigner> ConnectAsync(string path)
    {
        var signer = new RemoteSigner(path);
        try
        {
            using var patience = new CancellationTokenSource(ConnectTimeout);
            var key = new byte[PublicKey.Size];
            await signer.AskAsync(ReadOnlyMemory<byte>.Empty, key, patience.Token);
            signer.PublicKey = PublicKey.TryCreate(key, out var read) ? read : throw new SigningException($"The signer at '{path}' has no Ed25519 key that may be used.");
            return signer;
        }
        catch (Exception e) when (e is SigningException or OperationCanceledException)
        {
            signer.Dispose();
            var why = e is SigningException ? e.Message : $"The signer at '{path}' does not answer.";
            throw new LicenseFaultException(new(FaultCode.CannotSign, why, "Start samples/Signer on that path first."), e);
        }
    }

    public async ValueTask SignAsync(ReadOnlyMemory<byte> data, Memory<byte> signature, CancellationToken cancellationToken) =>
        await AskAsync(data, signature[..SignatureSize], cancellationToken);

    public void Dispose()
    {
        _socket?.Dispose();
        _turn.Dispose();
    }

    /// <summary>One question, one answer. A connection that broke since the last question is made anew once: asking twice for a signature does no harm.</summary>
    private async Task AskAsync(ReadOnlyMemory<byte> data, Memory<byte> answer, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var isOld = _socket is not null;
            try
            {
                await ExchangeAsync(data, answer, cancellationToken);
            }
            catch (SocketException) when (isOld)
            {
                await ExchangeAsync(data, answer, cancellationToken);
            }
        }
        catch (SocketException e)
        {
            throw new SigningException($"The signer at '{_path}' does not answer: {e.Message}.", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ExchangeAsync(ReadOnlyMemory<byte> data, Memory<byte> answer, CancellationToken cancellationToken)
    {
        var isWhole = false;
        try
        {
            _socket ??= await OpenAsync(cancellationToken);
            var question = new byte[sizeof(int) + data.Length];
            BinaryPrimitives.WriteInt32BigEndian(question, data.Length);
            data.CopyTo(question.AsMemory(sizeof(int)));
            for (var sent = 0; sent < question.Length;)
            {
                sent += await _socket.SendAsync(question.AsMemory(sent), cancellationToken);
            }

            var status = new byte[1];
            await ReceiveAsync(status, cancellationToken);
            if (status[0] != 0)
            {
                isWhole = true;
                throw new SigningException($"The signer at '{_path}' does not sign such a document.") { IsRefusal = true };
            }

            await ReceiveAsync(answer, cancellationToken);
            isWhole = true;
        }
        finally
        {
            // An answer that was not read to its end would be taken for the next one's.
            if (!isWhole)
            {
                _socket?.Dispose();
                _socket = null;
            }
        }
    }

    private async Task<Socket> OpenAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task ReceiveAsync(Memory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var read = 0; read < bytes.Length;)
        {
            var more = await _socket!.ReceiveAsync(bytes[read..], cancellationToken);
            read += more > 0 ? more : throw new SocketException((int)SocketError.ConnectionReset);
        }
    }
}
