namespace LicenseKit.Portal.Components;

/// <summary>What is wrong with a field of a form.</summary>
/// <param name="Field">The id of the field; empty when it is about the whole.</param>
/// <param name="Label">As the form names it.</param>
/// <param name="Text">What is so, and then what to enter.</param>
internal sealed record FormError(string Field, string Label, string Text);
