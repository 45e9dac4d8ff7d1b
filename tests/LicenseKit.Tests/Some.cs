using System.Collections.Concurrent;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests;

/// <summary>Good documents to start from; a test changes the one thing that it is about.</summary>
internal static class Some
{
    public const string Product = "acme.robot";
    public const long Day = 86_400;

    /// <summary>2027-01-15T08:00:00Z: the <c>iat</c> and <c>nbf</c> of every document here.</summary>
    public const long Now = 1_800_000_000;

    private static readonly ConcurrentDictionary<byte, SigningKey> Keys = new();

    public static readonly SigningKey Root = Key(200);
    public static readonly Verifier Verifier = new(Product, new RootKey(Root.PublicKey));

    /// <summary>The key whose seed is 32 times this byte.</summary>
    public static SigningKey Key(byte seed) => Keys.GetOrAdd(seed, s => SigningKey.FromSeed([.. Enumerable.Repeat(s, 32)]));

    public static DateTimeOffset At(long second) => DateTimeOffset.FromUnixTimeSeconds(second);

    public static Seats Seats(long developer = 0, long execution = 0, long generic = 0) =>
        new([new("developer", developer), new("execution", execution)], generic);

    public static Stage Stage(long from, long to, Seats seats, string name = "Stage") => new(name, from, to, seats);

    /// <summary>A Master license that allows a bit of everything, held by <c>Key(1)</c>.</summary>
    public static Link Master(Func<ServerLicenseClaims, ServerLicenseClaims>? change = null) => new(
        Changed(change, new ServerLicenseClaims
        {
            Product = Product,
            Id = "L0",
            Issuer = Root.PublicKey.Thumbprint,
            IssuedAt = Now,
            NotBefore = Now,
            Expires = Now + (365 * Day),
            Binding = new Binding.ToKey(Key(1).PublicKey),
            Client = "Acme",
            Extensions = new Dictionary<string, string> { ["note"] = "hello" },
            Features = new Dictionary<string, Feature> { ["vision"] = new(Now + (300 * Day), 10) },
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
        }),
        Root, Key(1), null);

    /// <summary>A license directly below a Master, exactly as large as it.</summary>
    public static Link Child(Func<ServerLicenseClaims, ServerLicenseClaims>? change = null) => Master().Issue(change);

    /// <summary>So many links, each exactly as large as the one above.</summary>
    public static Link Chain(int links) => links == 1 ? Master() : Chain(links - 1).Issue();

    public static Verdict Verify(byte[] file, long at = Now) => Verifier.Verify(file, At(at));

    public static byte[] Bundle(params string[] chain) => LicenseKit.Chains.Bundle.Write(chain, []);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The verified license of a document.</summary>
    public static ServerLicense License(string jws, PublicKey signer) =>
        Jws.Verify(Utf8(jws), DocumentType.ServerLicense, signer, new byte[jws.Length], out var payload) is { } fault
            ? throw new InvalidOperationException(fault.ToString())
            : ServerLicense.Read(payload) is { Value: { } license } ? license : throw new InvalidOperationException();

    internal static T Changed<T>(Func<T, T>? change, T start) => change is null ? start : change(start);
}
