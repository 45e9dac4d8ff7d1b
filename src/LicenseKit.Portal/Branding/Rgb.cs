using System.Globalization;

namespace LicenseKit.Portal.Branding;

/// <summary>A colour of sRGB.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static Rgb Black { get; } = new(0, 0, 0);

    public static Rgb White { get; } = new(255, 255, 255);

    /// <summary>Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").</summary>
    private double Luminance => (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));

    /// <summary>Reads <c>#1b57b5</c>; null when it is something else.</summary>
    public static Rgb? Read(string text) =>
        text.Length == 7 && text[0] == '#' && uint.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new Rgb((byte)(rgb >> 16), (byte)((rgb >> 8) & 0xff), (byte)(rgb & 0xff)) : null;

    /// <summary>Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").</summary>
    public static double Contrast(Rgb a, Rgb b)
    {
        var (high, low) = (Math.Max(a.Luminance, b.Luminance), Math.Min(a.Luminance, b.Luminance));
        return (high + 0.05) / (low + 0.05);
    }

    /// <summary>This colour with a part of another one, 0 to 1.</summary>
    public Rgb Mix(Rgb other, double part) => new(Mix(R, other.R, part), Mix(G, other.G, part), Mix(B, other.B, part));

    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    private static byte Mix(byte a, byte b, double part) => (byte)Math.Round(a + ((b - a) * part));

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
