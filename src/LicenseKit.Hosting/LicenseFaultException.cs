namespace LicenseKit.Hosting;

/// <summary>A start that cannot go on: wrong configuration, a data folder in use, a storage that does not open.</summary>
public sealed class LicenseFaultException : Exception
{
    /// <summary>Carries one fault.</summary>
    public LicenseFaultException(LicenseFault fault, Exception? inner = null)
        : base(fault?.ToString(), inner) => Fault = fault ?? throw new ArgumentNullException(nameof(fault));

    /// <summary>What is, what should be, and what to do.</summary>
    public LicenseFault Fault { get; }
}
