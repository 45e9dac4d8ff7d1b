namespace LicenseKit.AspNetCore;

/// <summary>Marks the endpoints of the admin API.</summary>
internal sealed class AdminCall
{
    private AdminCall()
    {
    }

    public static AdminCall Mark { get; } = new();
}
