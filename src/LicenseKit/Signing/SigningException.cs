namespace LicenseKit.Signing;

/// <summary>A signer cannot sign now, or does not sign such a document. Its message goes to the server's log and never to who asked, but must hold no secret all the same.</summary>
public sealed class SigningException : Exception
{
    /// <summary>A signer cannot sign, and does not say why.</summary>
    public SigningException()
        : this("The signer cannot sign now.")
    {
    }

    /// <summary>A signer cannot sign, with the reason.</summary>
    public SigningException(string message)
        : base(message)
    {
    }

    /// <summary>A signer cannot sign, with the reason and what lies behind it.</summary>
    public SigningException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True when the signer is well but does not sign this document, so that asking again is of no use; a server goes on asking it for others at once.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>What is told to whoever asked: nothing of where the key lives.</summary>
    internal LicenseFault Fault => IsRefusal ? Refuses : CannotSign;

    private static LicenseFault CannotSign { get; } = new(FaultCode.CannotSign, "The key of this installation cannot sign now; nothing was changed.",
        "Ask again in a moment; the operator should look at the server's log and at its signer.");

    private static LicenseFault Refuses { get; } = new(FaultCode.CannotSign, "The signer of this installation does not sign such a document; nothing was changed.",
        "Asking again is of no use: take a license as .lic instead of XML; the server's log says why the signer refused.");
}
