using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace LicenseKit.Portal.Accounts;

/// <summary>Passwords as Argon2id hashes in PHC form: <c>$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH</c>, base64 without padding.</summary>
internal static class PasswordHash
{
    private const int Salt = 16;
    private const int Hash = 32;

    /// <summary>Of one that is read: no stored row makes the server compute for long.</summary>
    private const int MostKiB = 1024 * 1024;
    private const int MostPasses = 16;

    /// <summary>The least of OWASP's password storage cheat sheet.</summary>
    private static readonly Argon2Parameters Parameters = new() { DegreeOfParallelism = 1, MemorySize = 19 * 1024, NumberOfPasses = 2 };

    /// <summary>The hash of no password: checking it takes as long as checking another.</summary>
    public static string OfNobody { get; } = Of(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(Salt);
        return string.Create(CultureInfo.InvariantCulture,
            $"$argon2id$v=19$m={Parameters.MemorySize},t={Parameters.NumberOfPasses},p=1${Text(salt)}${Text(Derive(password, salt, Parameters))}");
    }

    public static bool Matches(string stored, string password)
    {
        var parts = stored.Split('$');
        if (parts is not ["", "argon2id", "v=19", var cost, var salt, var hash] || !TryRead(cost, out var parameters))
        {
            throw new LicenseKit.Hosting.LicenseFaultException(new(FaultCode.Storage, "A stored password hash is damaged.", "Restore the database from a backup, or have another admin set a new password."));
        }

        return CryptographicOperations.FixedTimeEquals(Derive(password, Bytes(salt), parameters), Bytes(hash));
    }

    private static bool TryRead(string cost, out Argon2Parameters parameters)
    {
        parameters = Parameters;
        if (cost.Split(',') is not [['m', '=', .. var memory], ['t', '=', .. var passes], "p=1"]
            || !int.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var m) || m is < 8 or > MostKiB
            || !int.TryParse(passes, NumberStyles.None, CultureInfo.InvariantCulture, out var t) || t is < 1 or > MostPasses)
        {
            return false;
        }

        parameters = new() { DegreeOfParallelism = 1, MemorySize = m, NumberOfPasses = t };
        return true;
    }

    private static byte[] Derive(string password, byte[] salt, Argon2Parameters parameters) =>
        new Argon2id(parameters).DeriveBytes(Encoding.UTF8.GetBytes(password), salt, Hash);

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
