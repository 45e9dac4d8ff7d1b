namespace LicenseKit.Fuzz;

/// <summary>What the readers made of one file, and the judge of that.</summary>
internal abstract class Reading
{
    /// <summary>Why the file is refused; null when it is accepted.</summary>
    public abstract LicenseFault? Fault { get; }

    /// <summary>What is accepted, in a word or two.</summary>
    public abstract string Accepted { get; }

    /// <summary>Judges by rules written a second time.</summary>
    /// <param name="isRecipe">True when the harness signed the file.</param>
    /// <exception cref="Judging.Violation">A reader broke a promise.</exception>
    public abstract void Judge(bool isRecipe);
}
