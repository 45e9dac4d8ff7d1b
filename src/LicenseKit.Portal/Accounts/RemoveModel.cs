namespace LicenseKit.Portal.Accounts;

/// <summary>An account or a key that is to be removed, asked on a page of its own.</summary>
/// <param name="Action">Where the form goes.</param>
/// <param name="Back">Where the way back leads.</param>
/// <param name="Name">Of what.</param>
/// <param name="Consequences">What it means.</param>
/// <param name="AsksName">True when the name is typed to confirm.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Fault">Why it was refused; null before it was tried.</param>
internal sealed record RemoveModel(string Action, string Back, string Name, IReadOnlyList<string> Consequences, bool AsksName, string? Typed = null, LicenseFault? Fault = null)
{
    /// <summary>What is wrong with the typed name; null when nothing is.</summary>
    public string? NameError => !AsksName || Typed is null || Typed.Trim() == Name ? null : $"“{Typed}” is not the name. Type {Name}.";

    public bool IsRefused => Fault is not null || NameError is not null;
}
