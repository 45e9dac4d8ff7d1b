namespace LicenseKit.Signing;

/// <summary>A signer cannot sign now. Its message goes to the server's log and never to who asked, but must hold no secret all the same.</summary>
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

    /// <summary>What is told to whoever asked: nothing of where the key lives.</summary>
    internal static LicenseFault Fault { get; } = new(FaultCode.CannotSign, "The key of this installation cannot sign now; nothing was changed.",
        "Ask again in a moment; the operator should look at the server's log and at its signer.");
}
