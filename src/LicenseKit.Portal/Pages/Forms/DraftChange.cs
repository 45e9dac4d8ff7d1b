namespace LicenseKit.Portal.Pages.Forms;

/// <summary>What one draft says otherwise than another.</summary>
/// <param name="Field">As the form names it.</param>
/// <param name="From">Null where the first says nothing.</param>
/// <param name="To">Null where the second says nothing.</param>
internal sealed record DraftChange(string Field, string? From, string? To);
