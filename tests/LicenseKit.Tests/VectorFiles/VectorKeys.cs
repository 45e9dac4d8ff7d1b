using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>The keys of the vectors by name: every seed is 32 times one byte.</summary>
internal static class VectorKeys
{
    /// <summary>Name, seed byte, and the period for which it is pinned as a root key, where it has one.</summary>
    public static readonly (string Name, byte Seed, long? From, long? To)[] All =
    [
        ("root", 200, null, null),
        ("other-root", 201, null, null),
        ("root-of-2027", 200, Some.Now - (14 * Some.Day), Some.Now + (351 * Some.Day)),
        ("root-of-the-second", 200, Some.Now, Some.Now + 1),
        ("root-from-next-second", 200, Some.Now + 1, null),
        ("root-until-then", 200, null, Some.Now),
        .. Enumerable.Range(1, 9).Select(n => ($"key-{n}", (byte)n, (long?)null, (long?)null)),
        ("other", 99, null, null),
        ("attacker", 66, null, null),
    ];

    public static SigningKey Key(string name) => Some.Key(All.First(k => k.Name == name).Seed);

    public static RootKey Root(string name)
    {
        var (_, seed, from, to) = All.First(k => k.Name == name);
        return new RootKey(Some.Key(seed).PublicKey, from is { } f ? Some.At(f) : null, to is { } t ? Some.At(t) : null);
    }
}
