using System.Net;

namespace LicenseKit.Portal.Accounts;

/// <summary>How often somebody may try: five times in a minute from one address, twenty times for one account.</summary>
/// <remarks>On the host's <see cref="TimeProvider"/>, which the limiters of System.Threading.RateLimiting do not know. An IPv6 subscriber has a /64, which counts as one address.</remarks>
internal sealed class SignInLimits(TimeProvider time)
{
    public const int OfAddress = 5;
    public const int OfAccount = 20;

    private const int MostKnown = 10_000;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Until)> _tries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts a try before it is known how it ends; how many are left of the address, or null when it must wait.</summary>
    public int? Take(IPAddress? from, string name)
    {
        lock (_lock)
        {
            var (address, account) = (AddressKey(from), AccountKey(name));
            if (Count(address) >= OfAddress || Count(account) >= OfAccount)
            {
                return null;
            }

            Add(account, 1);
            Add(address, 1);
            return OfAddress - Count(address);
        }
    }

    /// <summary>The try was good: it is not counted.</summary>
    public void GiveBack(IPAddress? from, string name)
    {
        lock (_lock)
        {
            Add(AddressKey(from), -1);
            Add(AccountKey(name), -1);
        }
    }

    private static string AccountKey(string name) => "n" + (name.Length <= AccountRules.MaxName ? name : "");

    private static string AddressKey(IPAddress? address)
    {
        if (address is null)
        {
            return "a";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        return "a" + Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8)));
    }

    private int Count(string key) => _tries.TryGetValue(Known(key), out var tries) && tries.Until > time.GetUtcNow() ? tries.Count : 0;

    private void Add(string key, int count)
    {
        key = Known(key);
        _tries[key] = (Math.Max(0, Count(key) + count), time.GetUtcNow() + Pause);
    }

    /// <summary>When too many are known, and all within a minute, the new ones share one count.</summary>
    private string Known(string key)
    {
        if (_tries.ContainsKey(key) || _tries.Count < MostKnown)
        {
            return key;
        }

        var now = time.GetUtcNow();
        foreach (var old in _tries.Where(t => t.Value.Until <= now).Select(t => t.Key).ToArray())
        {
            _tries.Remove(old);
        }

        return _tries.Count < MostKnown ? key : "others";
    }
}
