using System.Diagnostics.CodeAnalysis;

namespace LicenseKit;

/// <summary>Done, or the fault that says why not; <see cref="Outcome{T}"/> without a value. The default is neither and counts as a "no".</summary>
[SuppressMessage("Performance", "CA1815", Justification = "An outcome is looked into, never compared.")]
public readonly struct Outcome
{
    private Outcome(bool isDone, LicenseFault? fault)
    {
        IsDone = isDone;
        Fault = fault;
    }

    /// <summary>A yes.</summary>
    public static Outcome Done { get; } = new(true, null);

    /// <summary>True when it was done.</summary>
    public bool IsDone { get; }

    /// <summary>Why it was not done; null when it was.</summary>
    public LicenseFault? Fault { get; }

    /// <summary>True when it was done, or false with the fault.</summary>
    public bool Is([NotNullWhen(false)] out LicenseFault? fault)
    {
        fault = IsDone ? null : Fault ?? throw new InvalidOperationException("An outcome that is neither done nor a fault was used.");
        return IsDone;
    }

    /// <summary>A no.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Made by return statements only.")]
    public static implicit operator Outcome(LicenseFault fault) => new(false, fault);
}
