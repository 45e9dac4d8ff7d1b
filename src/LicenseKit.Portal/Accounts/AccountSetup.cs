using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LicenseKit.Hosting;
using LicenseKit.Hosting.Files;

namespace LicenseKit.Portal.Accounts;

/// <summary>The setup token of a server without an account: whoever has it makes the first one. It works once, for an hour, in this run.</summary>
public sealed class AccountSetup
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly AccountStore _accounts;
    private readonly TimeProvider _time;
    private (byte[] Hash, DateTimeOffset Until)? _token;
    private string? _file;

    internal AccountSetup(AccountStore accounts, TimeProvider time) => (_accounts, _time) = (accounts, time);

    /// <summary>Makes a token where there is no account, and writes it to a file that only this user may read; the file is removed when the token is used, or is of no use.</summary>
    /// <param name="file">The file; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The token; null where there is an account.</returns>
    /// <exception cref="LicenseFaultException">The accounts cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<string?> BeginAsync(string? file = null, CancellationToken cancellationToken = default)
    {
        if (!(await _accounts.AllAsync(cancellationToken).ConfigureAwait(false)).Is(out var all, out var fault))
        {
            throw new LicenseFaultException(fault);
        }

        _file = file;
        RemoveFile();
        if (all.Length > 0)
        {
            return null;
        }

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        _token = (HashOf(token), _time.GetUtcNow() + Lifetime);
        if (file is not null)
        {
            KeyFile.Write(file, token + "\n");
        }

        return token;
    }

    /// <summary>Makes the first account for whoever has the token.</summary>
    internal async Task<Outcome> CompleteAsync(string token, string name, string password, CancellationToken cancellationToken)
    {
        if (_token is not { } expected || !CryptographicOperations.FixedTimeEquals(HashOf(token.Trim()), expected.Hash))
        {
            return new LicenseFault(FaultCode.NotSignedIn, "This is not the setup token.", "Enter the token that the server printed when it started.");
        }

        if (_time.GetUtcNow() >= expected.Until)
        {
            return new LicenseFault(FaultCode.NotSignedIn, "The setup token is older than an hour.", "Start the server again, which prints a new one.");
        }

        if (!(await _accounts.AddFirstAsync(name, password, cancellationToken).ConfigureAwait(false)).Is(out var fault))
        {
            return fault;
        }

        _token = null;
        RemoveFile();
        return Outcome.Done;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private void RemoveFile()
    {
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }
}
