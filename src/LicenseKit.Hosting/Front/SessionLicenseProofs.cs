using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LicenseKit.Hosting.Server;
using LicenseKit.Issuing;

namespace LicenseKit.Hosting.Front;

/// <summary>Which session licenses this server has signed, as apps show them. The newest versions are known by their bytes; older ones are verified once, then known by the hash of their bytes.</summary>
internal sealed class SessionLicenseProofs(ServerLoop loop, VersionWriter versions, UnprovenWork unproven)
{
    /// <summary>Only what this server signed is remembered, so nobody else can fill this up.</summary>
    private const int Most = 10_000;

    /// <summary>The refusal of a license that is another server's, or nobody's.</summary>
    public static LicenseFault Foreign { get; } = new(FaultCode.ForeignSessionLicense,
        "The session license is not one that this server has signed.", "Get a session license from this server's operator.");

    private readonly ConcurrentDictionary<string, string> _older = new(StringComparer.Ordinal);

    /// <summary>The id of the license; the signature of one that is not known yet is verified only as far as its sender may ask for that.</summary>
    public Outcome<string> IdOf(string jws, Origin from)
    {
        if (loop.SessionLicenseOf(jws) is { } issued)
        {
            return issued;
        }

        var bytes = Encoding.UTF8.GetBytes(jws);
        var hash = Convert.ToBase64String(SHA256.HashData(bytes));
        if (_older.TryGetValue(hash, out var known))
        {
            return known;
        }

        if (!unproven.Check(from, () => Verify(bytes)).Is(out var id, out var fault))
        {
            return fault;
        }

        if (_older.Count >= Most)
        {
            _older.Clear();
        }

        _older[hash] = id;
        return id;
    }

    private Outcome<string> Verify(byte[] bytes) => versions.ReadSessionId(bytes).Is(out var id, out _) ? id : Foreign;
}
