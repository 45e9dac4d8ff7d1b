using LicenseKit.Hosting;
using LicenseKit.Licenses;

namespace LicenseKit.Portal.Pages;

/// <summary>The form of a session license, and after a check what would be signed.</summary>
/// <param name="Form">As it was typed.</param>
/// <param name="Left">What can be reserved now.</param>
/// <param name="Preview">The license as it would be signed; null while something is to correct, or nobody asked.</param>
/// <param name="DraftJson">The draft of the preview.</param>
internal sealed record NewSessionModel(SessionForm Form, Seats? Left, IssuedLicense? Preview = null, string DraftJson = "");
