namespace LicenseKit.Fuzz.Seeds;

/// <summary>A good chain, root first; a session license may stand at its end.</summary>
/// <param name="Name">Short, for file names.</param>
/// <param name="Weight">How often recipes start from it: long chains cost a signature for each link.</param>
/// <param name="Links">The documents.</param>
internal sealed record Seed(string Name, int Weight, SeedLink[] Links);
