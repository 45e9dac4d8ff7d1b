using System.Globalization;

namespace LicenseKit.Portal.Web;

/// <summary>Escapes every value that is put into an address.</summary>
internal sealed class UrlFormat : IFormatProvider, ICustomFormatter
{
    public static UrlFormat Instance { get; } = new();

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
        arg is Raw raw ? raw.Path : Uri.EscapeDataString(arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : arg?.ToString() ?? "");
}
