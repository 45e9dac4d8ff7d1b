using LicenseKit.Hosting.Client;

namespace LicenseKit.Testing;

/// <summary>The session license of an app of a <see cref="TestWorld"/>: nothing is written.</summary>
internal sealed class MemoryLicense(byte[] file) : IAppliedLicense
{
    private byte[] _file = file;

    public string Place => "memory";

    public string InPlaceOf => "";

    public Outcome<byte[]>? Read() => _file;

    public void Write(ReadOnlySpan<byte> file, string inPlaceOf) => _file = file.ToArray();
}
