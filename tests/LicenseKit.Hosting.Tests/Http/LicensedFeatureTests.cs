using System.Net;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>Endpoints that a feature opens: <c>/app/see</c> needs <c>vision</c>, which is licensed, <c>/app/export</c> needs <c>export.pdf</c>, which is not.</summary>
public sealed class LicensedFeatureTests : IAsyncLifetime
{
    private readonly Scene _scene = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task An_endpoint_of_a_licensed_feature_answers_and_another_says_that_it_is_not_part_of_the_license()
    {
        var server = await _scene.MasterAsync();

        (await server.Http.CallAsync(HttpMethod.Get, "/app/see")).Is(HttpStatusCode.OK);
        (await server.Http.CallAsync(HttpMethod.Get, "/app/export")).IsProblem(HttpStatusCode.Forbidden, "LK6014");
    }

    [Fact]
    public async Task Without_a_license_that_has_an_effect_the_answer_says_why_it_has_none()
    {
        var server = await _scene.StartAsync("empty", null);

        (await server.Http.CallAsync(HttpMethod.Get, "/app/see")).IsProblem(HttpStatusCode.Forbidden, "LK8009");
    }
}
