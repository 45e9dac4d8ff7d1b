using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LicenseKit.Issuing;

namespace LicenseKit.Hosting.Front;

/// <summary>Which session licenses this server has signed, as apps show them: verified once, then known by the hash of their bytes.</summary>
internal sealed class SessionLicenseProofs(VersionWriter versions)
{
    /// <summary>Only what this server signed is remembered, so nobody else can fill this up.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>The id of the license.</summary>
    public Outcome<string> IdOf(string jws)
    {
        var bytes = Encoding.UTF8.GetBytes(jws);
        var hash = Convert.ToBase64String(SHA256.HashData(bytes));
        if (_ids.TryGetValue(hash, out var known))
        {
            return known;
        }

        if (!versions.ReadSessionId(bytes).Is(out var id, out _))
        {
            return new LicenseFault(FaultCode.ForeignSessionLicense, "The session license is not one that this server has signed.", "Get a session license from this server's operator.");
        }

        if (_ids.Count >= Most)
        {
            _ids.Clear();
        }

        _ids[hash] = id;
        return id;
    }
}
