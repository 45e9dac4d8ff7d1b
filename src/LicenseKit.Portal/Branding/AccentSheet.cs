using System.Security.Cryptography;
using System.Text;

namespace LicenseKit.Portal.Branding;

/// <summary>The style sheet of an accent colour: as it was chosen where text in it can be read, else darker on light pages and lighter on dark ones.</summary>
/// <param name="Light">What light pages use.</param>
/// <param name="Dark">What dark pages use.</param>
internal sealed record AccentSheet(Rgb Light, Rgb Dark)
{
    /// <summary>The least contrast of text (WCAG 2.2, 1.4.3).</summary>
    public const double Least = 4.5;

    private const int Steps = 64;
    private const double LightSoft = 0.1;
    private const double DarkSoft = 0.16;

    private string? _css;
    private string? _version;

    /// <summary>What text in the accent stands on, on light pages: tokens of portal.css, the surface first.</summary>
    public static IReadOnlyDictionary<string, Rgb> LightGrounds { get; } = Grounds(
        ("surface", "#ffffff"), ("bg", "#f6f6f4"), ("sunk", "#f0f0ed"), ("hover", "#f5f7fb"), ("warn-soft", "#fdf1da"), ("bad-soft", "#fdebe9"));

    /// <summary>The same of dark pages.</summary>
    public static IReadOnlyDictionary<string, Rgb> DarkGrounds { get; } = Grounds(
        ("surface", "#171a1f"), ("bg", "#101216"), ("sunk", "#1e2228"), ("hover", "#1d222b"), ("warn-soft", "#2b2314"), ("bad-soft", "#3b1a18"));

    public string Css => _css ??= Rule(Light, LightGrounds["surface"], SoftOf(Light, LightGrounds, LightSoft))
        + $"@media (prefers-color-scheme: dark){{{Rule(Dark, DarkGrounds["bg"], SoftOf(Dark, DarkGrounds, DarkSoft))}}}";

    /// <summary>Names the content.</summary>
    public string Version => _version ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))[..12];

    public static AccentSheet Of(Rgb accent) => new(Readable(accent, Rgb.Black, LightGrounds, LightSoft), Readable(accent, Rgb.White, DarkGrounds, DarkSoft));

    /// <summary>The least contrast of text in a colour with what it stands on; the text of buttons is one of these grounds.</summary>
    private static double Weakest(Rgb accent, IReadOnlyDictionary<string, Rgb> grounds, double soft) =>
        grounds.Values.Append(SoftOf(accent, grounds, soft)).Min(ground => Rgb.Contrast(accent, ground));

    private static Rgb Readable(Rgb accent, Rgb towards, IReadOnlyDictionary<string, Rgb> grounds, double soft) =>
        Enumerable.Range(0, Steps + 1).Select(step => accent.Mix(towards, (double)step / Steps)).First(mixed => Weakest(mixed, grounds, soft) >= Least);

    /// <summary>The ground of what is chosen: the surface with a little of the accent.</summary>
    private static Rgb SoftOf(Rgb accent, IReadOnlyDictionary<string, Rgb> grounds, double part) => grounds["surface"].Mix(accent, part);

    private static string Rule(Rgb accent, Rgb ink, Rgb soft) => $":root{{--accent:{accent};--accent-ink:{ink};--accent-soft:{soft};--focus:{accent}}}";

    private static Dictionary<string, Rgb> Grounds(params IEnumerable<(string Token, string Colour)> grounds) => grounds.ToDictionary(g => g.Token, g => Rgb.Read(g.Colour)!.Value);
}
