namespace LicenseKit.Server;

/// <summary>A text that the host keeps beside the licenses. It may be a secret and is not part of <see cref="object.ToString"/>.</summary>
/// <param name="Collection">What it belongs to.</param>
/// <param name="Id">Its name there.</param>
/// <param name="Text">What is kept.</param>
/// <param name="Version">Another number with each write.</param>
internal sealed record HostDocument(string Collection, string Id, string Text, long Version)
{
    public override string ToString() => $"{Collection}/{Id}, version {Version}";
}
