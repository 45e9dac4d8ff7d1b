namespace LicenseKit.Fuzz.Seeds;

/// <summary>A good chain, root first; a session license may stand at its end.</summary>
internal sealed record Seed(string Name, SeedLink[] Links);
