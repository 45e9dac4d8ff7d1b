namespace LicenseKit.Server;

/// <summary>The reply of a request that asks for nothing back.</summary>
internal sealed class Done
{
    public static readonly Done Reply = new();

    private Done()
    {
    }
}
