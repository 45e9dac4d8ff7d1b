using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LicenseKit.Hosting;
using LicenseKit.Portal.Storage;

namespace LicenseKit.Portal.Accounts;

/// <summary>The API keys of scripts.</summary>
internal sealed class ApiKeyStore(IServerDocuments documents, TimeProvider time)
{
    private const string Prefix = "lk_";

    private readonly StoredList<ApiKey> _list = new(documents, "accounts", "api-keys", AccountsJson.Default.ApiKeyArray);

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public Task<Outcome<ApiKey[]>> AllAsync(CancellationToken cancellationToken) => _list.AllAsync(cancellationToken);

    /// <summary>Makes a key: what is answered is shown once, and nobody has it afterwards.</summary>
    public async Task<Outcome<string>> AddAsync(string name, bool isAdmin, string by, CancellationToken cancellationToken)
    {
        if (AccountRules.CheckName(name) is { } refused)
        {
            return refused;
        }

        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var made = new ApiKey(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12)), name, HashOf(key), isAdmin, time.GetUtcNow(), null);
        var outcome = await _list.ChangeAsync(
            all => all.Length >= AccountRules.Most ? AccountRules.TooMany
                : Array.Exists(all, k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase)) ? AccountRules.NameTaken(name) : (ApiKey[])[.. all, made],
            new(by, "api-key.add", made.ToString()), cancellationToken).ConfigureAwait(false);
        return outcome.Is(out var fault) ? key : fault;
    }

    public async Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken).ConfigureAwait(false)).Value?.FirstOrDefault(k => k.Id == id);

    public Task<Outcome> RemoveAsync(ApiKey key, string by, CancellationToken cancellationToken) =>
        _list.ChangeAsync(all => all.Where(k => k.Id != key.Id).ToArray(), new(by, "api-key.remove", key.ToString()), cancellationToken);

    /// <summary>Whose key it is; its first use of a day is noted.</summary>
    public async Task<ApiKey?> UseAsync(string key, CancellationToken cancellationToken)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = HashOf(key); // A lookup by the hash of a random key tells nothing by its time.
        if ((await AllAsync(cancellationToken).ConfigureAwait(false)).Value?.FirstOrDefault(k => k.Sha256 == hash) is not { } found)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (found.LastUsed != today)
        {
            // A note that cannot be stored now is made at the next use.
            _ = await _list.ChangeAsync(all => all.Select(k => k.Id == found.Id ? k with { LastUsed = today } : k).ToArray(), null, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }
}
