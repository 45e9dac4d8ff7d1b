namespace LicenseKit.Portal.Accounts;

/// <summary>Where the pages of accounts are, and keys that the host brings.</summary>
public sealed class AccountOptions
{
    /// <summary>Where the portal is mapped.</summary>
    public string Prefix { get; set; } = "/";

    internal Dictionary<string, string> AdminKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>A key of role admin that the host keeps itself; only its hash stays in memory.</summary>
    /// <param name="name">Who acts in the audit trail.</param>
    /// <param name="key">At least 32 characters.</param>
    public void AddAdminKey(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 32, nameof(key));
        AdminKeys[ApiKeyStore.HashOf(key)] = name;
    }

    internal string PathOf(string page) => Prefix.TrimEnd('/') + page;
}
