namespace LicenseKit.Hosting;

/// <summary>A text that the host keeps in the server's database. It may be a secret and is not part of <see cref="object.ToString"/>.</summary>
/// <param name="Id">Its name in its collection.</param>
/// <param name="Text">What is kept; null when it is not there.</param>
/// <param name="Version">Another number with each write; 0 when it is not there.</param>
public sealed record ServerDocument(string Id, string? Text, long Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id}, version {Version}";
}
