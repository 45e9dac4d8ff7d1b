using LicenseKit.Signing;

namespace LicenseKit.Load;

/// <summary>Stands for a key in another process or a KMS: each signature takes a fixed time, in which the processor is idle.</summary>
internal sealed class DelayedSigner(SigningKey key, TimeSpan delay) : ISigner, IDisposable
{
    public PublicKey PublicKey => key.PublicKey;

    public async ValueTask SignAsync(ReadOnlyMemory<byte> data, Memory<byte> signature, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, cancellationToken);
        await key.SignAsync(data, signature, cancellationToken);
    }

    public void Dispose() => key.Dispose();
}
