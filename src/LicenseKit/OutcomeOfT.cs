using System.Diagnostics.CodeAnalysis;

namespace LicenseKit;

/// <summary>A value, or the fault that says why there is none. The default is neither and counts as a "no".</summary>
[SuppressMessage("Performance", "CA1815", Justification = "An outcome is looked into, never compared.")]
public readonly struct Outcome<T>
    where T : class
{
    private Outcome(T? value, LicenseFault? fault)
    {
        Value = value;
        Fault = fault;
    }

    /// <summary>The value; null when the answer is no.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value; null when there is one.</summary>
    public LicenseFault? Fault { get; }

    /// <summary>True with the value, or false with the fault.</summary>
    public bool Is([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out LicenseFault? fault)
    {
        value = Value;
        fault = value is null ? Fault ?? throw new InvalidOperationException("An outcome without value and fault was used.") : null;
        return value is not null;
    }

    /// <summary>A yes.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Made by return statements only.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A no.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Made by return statements only.")]
    public static implicit operator Outcome<T>(LicenseFault fault) => new(null, fault);
}
