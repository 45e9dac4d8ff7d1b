using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>A key file and the passphrase that is tried on it.</summary>
/// <param name="What">One sentence.</param>
/// <param name="Text">The file.</param>
/// <param name="Passphrase">What is tried; null = none.</param>
/// <param name="Fault">The code with which it is refused; none when it opens.</param>
internal sealed record VectorKeyFile(string What, string Text, string? Passphrase, FaultCode Fault = FaultCode.None)
{
    /// <summary>The code that this process gives: without ICU it cannot tell which passphrase some are.</summary>
    public FaultCode FaultHere => Passphrase is not null && NormalForm.Of(Passphrase) is null ? FaultCode.Configuration : Fault;

    /// <summary>The public half of the key that opens.</summary>
    public Outcome<PublicKey> Open()
    {
        if (!StoredKey.Read(Text).Is(out var stored, out var fault) || !stored.Open(Passphrase).Is(out var key, out fault))
        {
            return fault;
        }

        using (key)
        {
            return key.PublicKey;
        }
    }
}
