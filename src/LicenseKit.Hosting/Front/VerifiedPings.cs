using System.Collections.Concurrent;
using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Front;

/// <summary>The last ping of each key, verified: the same bytes again need no second verification, whoever sends them.</summary>
internal sealed class VerifiedPings
{
    /// <summary>Only what a key of the ledger has signed is remembered, so nobody else can fill this up.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, (string Sha256, PublicKey Sender, Ping Ping)> _pings = new(StringComparer.Ordinal);

    /// <summary>The ping with this hash under this key; null when the last one was another.</summary>
    public (PublicKey Sender, Ping Ping)? Find(string key, string sha256) => _pings.TryGetValue(key, out var last) && last.Sha256 == sha256 ? (last.Sender, last.Ping) : null;

    public void Remember(PublicKey sender, string sha256, Ping ping)
    {
        if (_pings.Count >= Most)
        {
            _pings.Clear();
        }

        _pings[sender.X] = (sha256, sender, ping);
    }
}
