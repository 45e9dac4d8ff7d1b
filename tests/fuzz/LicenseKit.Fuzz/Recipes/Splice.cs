namespace LicenseKit.Fuzz.Recipes;

/// <summary>Bytes from <paramref name="Start"/> to <paramref name="End"/> of the seed's content are replaced.</summary>
internal readonly record struct Splice(int Start, int End, byte[] Text);
