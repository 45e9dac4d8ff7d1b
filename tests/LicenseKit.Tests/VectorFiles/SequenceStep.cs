using LicenseKit.Chains;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>One step of an installation, and how it stands then. Without a file, a nonce and a pong only time goes on.</summary>
/// <param name="At">Its effective time.</param>
/// <param name="Standing">Its standing after the step.</param>
/// <param name="Fault">The code of what is refused.</param>
internal sealed record SequenceStep(long At, Standing Standing, FaultCode Fault = FaultCode.None)
{
    /// <summary>The file that it takes.</summary>
    public byte[]? File { get; init; }

    /// <summary>The nonce of the ping that it makes.</summary>
    public string? Nonce { get; init; }

    /// <summary>The answer that it gets.</summary>
    public string? Pong { get; init; }

    /// <summary>The file that comes with the answer.</summary>
    public byte[]? Bundle { get; init; }

    /// <summary>Pongs of the links above that come with the answer.</summary>
    public IReadOnlyList<string> Above { get; init; } = [];
}
