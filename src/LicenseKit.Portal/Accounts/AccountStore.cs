using System.Buffers.Text;
using System.Security.Cryptography;
using LicenseKit.Hosting;
using LicenseKit.Portal.Storage;

namespace LicenseKit.Portal.Accounts;

/// <summary>The accounts: each rule is decided on all of them in one write.</summary>
internal sealed class AccountStore(IServerDocuments documents, TimeProvider time)
{
    private readonly StoredList<Account> _list = new(documents, "accounts", "accounts", AccountsJson.Default.AccountArray);

    public Task<Outcome<Account[]>> AllAsync(CancellationToken cancellationToken) => _list.AllAsync(cancellationToken);

    public async Task<Account?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken).ConfigureAwait(false)).Value?.FirstOrDefault(a => a.Id == id);

    public async Task<Account?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken).ConfigureAwait(false)).Value?.FirstOrDefault(a => IsSame(a.Name, name));

    /// <summary>The first account, an admin; refused when there is one.</summary>
    public Task<Outcome> AddFirstAsync(string name, string password, CancellationToken cancellationToken) => AddAsync(
        name, password, isAdmin: true, name, all => all.Length == 0 ? null : new(FaultCode.NotAllowed, "This server has an account already.", "Sign in with it."), cancellationToken);

    public Task<Outcome> AddAsync(string name, string password, bool isAdmin, string by, CancellationToken cancellationToken) =>
        AddAsync(name, password, isAdmin, by, all => all.Length < AccountRules.Most ? null : AccountRules.TooMany, cancellationToken);

    public Task<Outcome> SetRoleAsync(string id, bool isAdmin, string by, CancellationToken cancellationToken) =>
        ReplaceAsync(id, a => a with { IsAdmin = isAdmin, Stamp = NewId() }, "account.role", by, cancellationToken);

    public async Task<Outcome> SetPasswordAsync(string id, string password, string by, CancellationToken cancellationToken)
    {
        if (AccountRules.CheckPassword(password) is { } refused)
        {
            return refused;
        }

        var hash = PasswordHash.Of(password);
        return await ReplaceAsync(id, a => a with { Hash = hash, Stamp = NewId() }, "account.password", by, cancellationToken).ConfigureAwait(false);
    }

    public Task<Outcome> RemoveAsync(string id, string by, CancellationToken cancellationToken) => ReplaceAsync(id, _ => null, "account.remove", by, cancellationToken);

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));

    private async Task<Outcome> AddAsync(string name, string password, bool isAdmin, string by, Func<Account[], LicenseFault?> rule, CancellationToken cancellationToken)
    {
        if ((AccountRules.CheckName(name) ?? AccountRules.CheckPassword(password)) is { } refused)
        {
            return refused;
        }

        var made = new Account(NewId(), name, PasswordHash.Of(password), isAdmin, NewId(), time.GetUtcNow());
        return await _list.ChangeAsync(
            all => (rule(all) ?? (Array.Exists(all, a => IsSame(a.Name, name)) ? AccountRules.NameTaken(name) : null)) is { } no ? no : (Account[])[.. all, made],
            new(by, "account.add", made.ToString()), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Outcome> ReplaceAsync(string id, Func<Account, Account?> change, string action, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } account)
        {
            return AccountRules.Gone;
        }

        return await _list.ChangeAsync(
            all =>
            {
                if (Array.Find(all, a => a.Id == id) is not { } before)
                {
                    return AccountRules.Gone;
                }

                var after = change(before);
                Account[] next = [.. all.Select(a => a.Id == id ? after : a).OfType<Account>()];
                return Array.Exists(next, a => a.IsAdmin) ? next : AccountRules.LastAdmin;
            },
            new(by, action, (change(account) ?? account).ToString()), cancellationToken).ConfigureAwait(false);
    }
}
