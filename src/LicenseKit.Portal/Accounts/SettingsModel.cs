namespace LicenseKit.Portal.Accounts;

/// <summary>What the settings show.</summary>
/// <param name="Accounts">All accounts.</param>
/// <param name="Keys">All API keys.</param>
/// <param name="PublicUrl">The server's own address.</param>
/// <param name="NewKey">A key that was made just now: shown this once.</param>
/// <param name="Typed">A name that was not taken.</param>
/// <param name="Fault">Why.</param>
internal sealed record SettingsModel(IReadOnlyList<Account> Accounts, IReadOnlyList<ApiKey> Keys, string? PublicUrl, string? NewKey, string Typed, LicenseFault? Fault)
{
    public override string ToString() => "settings";
}
