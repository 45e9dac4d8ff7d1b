using System.Globalization;
using System.Net;
using LicenseKit.Hosting;

namespace LicenseKit.Portal.Accounts;

/// <summary>Checks names and passwords: the same answer in the same time whether the name is known or not.</summary>
internal sealed class SignIns(AccountStore accounts, SignInLimits limits, IServerDocuments documents, TimeProvider time) : IDisposable
{
    /// <summary>Hashes that are computed at once, of 19 MiB each; others wait.</summary>
    private readonly SemaphoreSlim _hashing = new(2, 2);

    private long _refused;
    private long _recordedAt = long.MinValue;

    public void Dispose() => _hashing.Dispose();

    /// <summary>The account, or why nobody is signed in.</summary>
    public async Task<Outcome<Account>> CheckAsync(string name, string password, IPAddress? from, CancellationToken cancellationToken)
    {
        if (limits.Take(from, name) is not { } left)
        {
            return TooOften;
        }

        if (!(await accounts.AllAsync(cancellationToken).ConfigureAwait(false)).Is(out _, out var fault))
        {
            return fault;
        }

        var account = await accounts.FindByNameAsync(name, cancellationToken).ConfigureAwait(false);
        if (!await MatchesAsync(account?.Hash ?? PasswordHash.OfNobody, password, cancellationToken).ConfigureAwait(false) || account is null)
        {
            await RefusedAsync(account, from, cancellationToken).ConfigureAwait(false);
            return new LicenseFault(FaultCode.NotSignedIn, "Name or password is wrong.",
                $"After {SignInLimits.OfAddress} tries this address waits a minute; {left.ToString(CultureInfo.InvariantCulture)} {(left == 1 ? "is" : "are")} left.");
        }

        limits.GiveBack(from, name);
        return (await documents.RecordAsync(new(account.Name, "account.sign-in", $"from {from}"), cancellationToken).ConfigureAwait(false)).Is(out fault) ? account : fault;
    }

    public static LicenseFault TooOften { get; } = new(FaultCode.TooManyRequests, "There were too many tries from this address or for this account.", "Wait a minute, and try again.");

    private async Task<bool> MatchesAsync(string hash, string password, CancellationToken cancellationToken)
    {
        await _hashing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return password.Length <= AccountRules.MaxPassword && PasswordHash.Matches(hash, password);
        }
        finally
        {
            _hashing.Release();
        }
    }

    /// <summary>At most one row a minute, with the number of all since the last: nobody who has proven nothing fills the audit trail. A name that is none may be a password.</summary>
    private async Task RefusedAsync(Account? account, IPAddress? from, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _refused);
        var (now, last) = (time.GetTimestamp(), Interlocked.Read(ref _recordedAt));
        var isDue = last == long.MinValue || time.GetElapsedTime(last, now) >= SignInLimits.Pause;
        if (isDue && Interlocked.CompareExchange(ref _recordedAt, now, last) == last)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"from {from}; {Interlocked.Exchange(ref _refused, 0)} refused since the last such row");
            _ = await documents.RecordAsync(new(account?.Name ?? "unknown name", "account.refused", text), cancellationToken).ConfigureAwait(false);
        }
    }
}
