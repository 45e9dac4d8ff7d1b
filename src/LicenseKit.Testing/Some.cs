using System.Collections.Concurrent;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>Good licenses to start from, under keys that are the same in every run; a test changes the one thing that it is about.</summary>
public static class Some
{
    /// <summary>The product of every license here, unless a test says otherwise.</summary>
    public const string Product = "acme.robot";

    internal const long Day = 86_400;

    /// <summary>2027-01-15T08:00:00Z.</summary>
    internal const long Now = 1_800_000_000;

    private static readonly ConcurrentDictionary<byte, SigningKey> Keys = new();

    /// <summary>The instant at which every license here is signed and starts: 2027-01-15T08:00:00Z.</summary>
    public static DateTimeOffset Start { get; } = At(Now);

    /// <summary>The vendor's root key: the seed is 32 times the byte 200. Never pin it outside tests: everybody has it.</summary>
    public static SigningKey Root { get; } = Key(200);

    /// <summary>The public half of <see cref="Root"/>, as an app pins it.</summary>
    public static RootKey RootKey { get; } = new(Root.PublicKey);

    /// <summary>Verifies what is made here.</summary>
    public static Verifier Verifier { get; } = new(Product, RootKey);

    /// <summary>The key whose seed is 32 times this byte. It is shared: do not dispose it.</summary>
    public static SigningKey Key(byte seed) => Keys.GetOrAdd(seed, s => SigningKey.FromSeed([.. Enumerable.Repeat(s, 32)]));

    /// <summary>Seats of the two usual kinds and generic ones.</summary>
    public static Seats Seats(long developer = 0, long execution = 0, long generic = 0) =>
        new([new("developer", developer), new("execution", execution)], generic);

    /// <summary>A stage in wire form: half-open, with the same kinds of seats as the base.</summary>
    public static Stage Stage(DateTimeOffset from, DateTimeOffset to, Seats seats, string name = "Stage")
    {
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(name);
        return new(name, UnixTime.Of(from), UnixTime.Of(to), seats);
    }

    /// <summary>A Master license held by <c>Key(1)</c>, with a bit of everything: 5 developer, 20 execution and 3 generic seats, two stages, a feature, 7 levels below.</summary>
    public static Link Master() => new(MasterClaims(), Root, Key(1), null) { IsChecked = true };

    /// <summary>The same but for what the test changes.</summary>
    public static Link Master(Action<LicenseContent> change) => Master(change, Root, Key(1));

    /// <summary>The same under another root key, for another holder.</summary>
    public static Link Master(Action<LicenseContent> change, SigningKey root, SigningKey holder)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(holder);
        var claims = MasterClaims() with { Issuer = root.PublicKey.Thumbprint, Binding = new Binding.ToKey(holder.PublicKey) };
        return new(LicenseContent.Changed(claims, holder, change), root, holder, null) { IsChecked = true };
    }

    /// <summary>So many server licenses (1 to 8), each exactly as large as the one above.</summary>
    public static Link Chain(int links)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(links, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(links, LicenseFile.MaxServers);
        return links == 1 ? Master() : Chain(links - 1).Issues();
    }

    internal static DateTimeOffset At(long second) => DateTimeOffset.FromUnixTimeSeconds(second);

    internal static Stage Stage(long from, long to, Seats seats, string name = "Stage") => new(name, from, to, seats);

    internal static Link Master(Func<ServerLicenseClaims, ServerLicenseClaims> change) => new(change(MasterClaims()), Root, Key(1), null);

    /// <summary>A license directly below a Master, exactly as large as it.</summary>
    internal static Link Child() => Master().Issue();

    internal static Link Child(Func<ServerLicenseClaims, ServerLicenseClaims> change) => Master().Issue(change);

    internal static Verdict Verify(byte[] file, long at = Now) => Verifier.Verify(file, At(at));

    internal static byte[] Bundle(params string[] chain) => Chains.Bundle.Write(chain, []);

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static ServerLicenseClaims MasterClaims() => new()
    {
        Product = Product,
        Id = "L0",
        Issuer = Root.PublicKey.Thumbprint,
        IssuedAt = Now,
        NotBefore = Now,
        Expires = Now + (365 * Day),
        Binding = new Binding.ToKey(Key(1).PublicKey),
        Client = "Acme",
        Extensions = new Dictionary<string, string>(StringComparer.Ordinal) { ["note"] = "hello" },
        Features = new Dictionary<string, Feature>(StringComparer.Ordinal) { ["vision"] = new(Now + (300 * Day), 10) },
        Grace = 30 * Day,
        MaxDuration = 90 * Day,
        MaxLease = Day,
        MaxLicenses = 10,
        MaxOffline = 30 * Day,
        Oem = 7,
        Overage = new Overage(OverageMode.Deadline, 3600),
        Seats = Seats(5, 20, 3),
        Serial = 3,
        Stages = [Stage(Now + (100 * Day), Now + (110 * Day), Seats(5, 50, 3), "Quarter end"), Stage(Now + (200 * Day), Now + (210 * Day), Seats(2, 10, 1), "Low")],
    };
}
