using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>The endpoints below two prefixes of one app.</summary>
public sealed class MappedTwiceTests : IAsyncDisposable
{
    private readonly Scene _scene = new();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_endpoints_may_be_mapped_twice()
    {
        var portal = await _scene.StartAsync("twice", Acme.Master(_scene.Temp, _scene.Temp.In("twice")), map: MapAgain);

        using var answer = await portal.Http.GetAsync(new Uri("/eu-west/licensekit/v1/server", UriKind.Relative), Scene.Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        (await portal.Http.GetAdminAsync("/license")).Is(HttpStatusCode.OK);
        var links = portal.Services.GetRequiredService<LinkGenerator>();
        Assert.Equal("/licensekit/v1/server", links.GetPathByName("GetServer"));
        Assert.Equal("/eu-west/licensekit/v1/server", links.GetPathByName("EuWestGetServer"));
    }

    private static void MapAgain(WebApplication app)
    {
        var group = app.MapGroup("/eu-west");
        group.MapLicenseKit();
        group.MapLicenseKitAdmin(AdminAuthentication.Policy);
    }
}
