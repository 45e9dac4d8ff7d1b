using LicenseKit.Fuzz.Seeds;
using LicenseKit.Signing;

namespace LicenseKit.Fuzz.Recipes;

/// <summary>What is asked about a file besides its bytes.</summary>
/// <param name="Verifier">Index of the verifier.</param>
/// <param name="Holder">The installation that asks; null judges as for the right one.</param>
/// <param name="At">The instant, in Unix seconds.</param>
internal readonly record struct Question(int Verifier, PublicKey? Holder, long At)
{
    private static readonly long[] Instants = [SeedLicense.Now, SeedLicense.Now + (380 * SeedLicense.Day), SeedLicense.Now - 1, SeedLicense.Now + (105 * SeedLicense.Day)];

    public static Question Plain { get; } = new(0, null, SeedLicense.Now);

    public static Question OfFlags(byte flags, Seed seed) => new(
        (flags >> 4) & 1,
        ((flags >> 2) & 3) switch { 1 => seed.Links.Last(l => l.Type != DocumentTypes.SessionLicense).Holder?.Public, 3 => FixedKeys.All[^1].Public, _ => null },
        Instants[flags & 3]);
}
