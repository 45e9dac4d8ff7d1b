using LicenseKit.Portal.Branding;
using LicenseKit.Portal.Components;

namespace LicenseKit.Portal.Accounts;

/// <summary>What the settings show.</summary>
/// <param name="Accounts">All accounts.</param>
/// <param name="Keys">All API keys.</param>
/// <param name="Brand">The form of the appearance.</param>
/// <param name="PublicUrl">The server's own address.</param>
internal sealed record SettingsModel(IReadOnlyList<Account> Accounts, IReadOnlyList<ApiKey> Keys, BrandForm Brand, string? PublicUrl)
{
    /// <summary>The form of a new account.</summary>
    public AccountForm Account { get; init; } = new();

    /// <summary>The form of a new key.</summary>
    public AccountForm Key { get; init; } = new();

    /// <summary>A key that was made just now: shown this once.</summary>
    public string? NewKey { get; init; }

    public bool IsRefused => Account.IsRefused || Key.IsRefused || Brand.IsRefused;

    /// <summary>What is wrong with no field of its own.</summary>
    public LicenseFault? Fault => Account.Fault ?? Key.Fault ?? Brand.Fault;

    public IReadOnlyList<FormError> Errors => [.. Account.Errors("an", "ap"), .. Key.Errors("kn"), .. Brand.Errors];

    public override string ToString() => "settings";
}
