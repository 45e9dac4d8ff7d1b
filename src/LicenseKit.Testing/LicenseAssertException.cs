namespace LicenseKit.Testing;

/// <summary>A license is not judged as a test expects; the message says how it is, and why.</summary>
public sealed class LicenseAssertException : Exception
{
    /// <summary>Without a reason; for tools that make exceptions.</summary>
    public LicenseAssertException()
    {
    }

    /// <summary>With what was expected and what is.</summary>
    public LicenseAssertException(string message)
        : base(message)
    {
    }

    /// <summary>With what was expected, what is, and what went wrong on the way.</summary>
    public LicenseAssertException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
