namespace LicenseKit.Tests.SeatRules;

/// <summary>The model and what is tested answer differently, or an invariant is broken; the message has all acts.</summary>
public sealed class DisagreementException : Exception
{
    public DisagreementException()
    {
    }

    public DisagreementException(string message)
        : base(message)
    {
    }

    public DisagreementException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
