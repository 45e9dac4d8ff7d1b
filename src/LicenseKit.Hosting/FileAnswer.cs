namespace LicenseKit.Hosting;

/// <summary>The bytes of a <c>.lic</c> file.</summary>
/// <param name="Bytes">A bundle.</param>
public sealed record FileAnswer(byte[] Bytes);
