namespace LicenseKit.Portal.Pages;

/// <summary>A change that is confirmed, and how it is said.</summary>
/// <param name="Path">The last part of its address.</param>
/// <param name="Verb">What the button says.</param>
/// <param name="Keep">What the way back says.</param>
/// <param name="IsFinal">True when it cannot be taken back: the name is typed to confirm.</param>
/// <param name="AsksReason">True where a reason is kept.</param>
internal sealed record ConfirmKind(string Path, string Verb, string Keep, bool IsFinal = false, bool AsksReason = true)
{
    public static ConfirmKind Suspend { get; } = new("suspend", "Suspend", "Cancel");

    public static ConfirmKind Resume { get; } = new("resume", "Resume", "Cancel");

    public static ConfirmKind Renew { get; } = new("renew", "Renew", "Cancel", AsksReason: false);

    public static ConfirmKind Revoke { get; } = new("revoke", "Revoke for good", "Keep the license", IsFinal: true);

    public static ConfirmKind ResetActivation { get; } = new("reset-activation", "Reset activation", "Cancel", AsksReason: false);

    public static IReadOnlyList<ConfirmKind> OfServer { get; } = [Suspend, Resume, Renew, Revoke, ResetActivation];

    public static IReadOnlyList<ConfirmKind> OfSession { get; } = [Renew, Revoke];
}
