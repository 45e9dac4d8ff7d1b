namespace LicenseKit.Portal.Components;

/// <summary>Why an address answers nothing, and what to do.</summary>
internal sealed record StatusModel(string Title, string Text, string Remedy);
