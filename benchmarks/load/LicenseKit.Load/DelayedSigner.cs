using LicenseKit.Signing;

namespace LicenseKit.Load;

/// <summary>Stands for a key in another process or a KMS: each signature takes a fixed time, in which the processor is idle.</summary>
internal sealed class DelayedSigner(SigningKey key, TimeSpan delay) : ISigner, IDisposable
{
    public PublicKey PublicKey => key.PublicKey;

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        Thread.Sleep(delay);
        key.Sign(data, signature);
    }

    public void Dispose() => key.Dispose();
}
