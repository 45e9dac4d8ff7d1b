namespace LicenseKit.Hosting;

/// <summary>The services of an app without a container.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static readonly NoServices Instance = new();

    public object? GetService(Type serviceType) => null;
}
