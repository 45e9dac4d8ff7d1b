using System.Globalization;

namespace LicenseKit;

/// <summary>The written form of a fault code.</summary>
public static class FaultCodeText
{
    /// <summary><c>LK</c> and four digits, as in documents, logs and HTTP answers.</summary>
    public static string Text(this FaultCode code) => string.Create(CultureInfo.InvariantCulture, $"LK{(int)code:D4}");
}
