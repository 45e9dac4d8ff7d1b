using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>One link of a chain as every verb shows it.</summary>
/// <param name="Mark">Its standing in a word, such as <c>good</c>, or <c>refused</c>, or <c>not-verified</c>.</param>
/// <param name="Server">What a server license says; null for a session license, and where the document cannot be read.</param>
/// <param name="Session">What a session license says.</param>
internal sealed record ChainLink(string Mark, ServerLicenseClaims? Server, SessionLicenseClaims? Session)
{
    public const string Good = "good";
    public const string Refused = "refused";
    public const string NotVerified = "not-verified";

    public string Type => Server is not null ? (Server.Parent is null ? "master" : "server") : Session is not null ? "session" : "unreadable";

    public string? Id => Server?.Id ?? Session?.Id;

    public string? Client => Server?.Client ?? Session?.Client;

    /// <summary>How messages name it.</summary>
    public string Name => Client is { } client ? $"'{client}'" : "an unreadable document";
}
