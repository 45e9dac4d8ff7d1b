using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>A portal that knows its operators by a cookie, and what pages of other sites make their browsers send. The portal is that of <c>docs/hosting.md</c>.</summary>
public sealed class CrossSiteTests : IAsyncLifetime
{
    private const string Draft = """{ "client": "Initech", "seats": { "developer": 1 }, "duration": "P1Y" }""";
    private const string Licenses = "/licensekit/v1/admin/server-licenses";

    private readonly TempFolder _temp = new();
    private readonly WebApplication _app;
    private HttpClient _http = null!;
    private string _cookies = "";
    private string _token = "";
    private string? _authorization;

    public CrossSiteTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddLicenseKit(Acme.Product, Acme.RootKey)
            .AsParent().AsChild(Acme.Master(_temp, _temp.In("data"))).WithDataFolder(_temp.In("data")).WithPublicUrl("https://licenses.example").UseSqlite();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.Cookie.Name = "__Host-operator";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy("LicenseAdmins", policy => policy.RequireRole("license-admin"));
        builder.Services.AddAntiforgery();
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapLicenseKitAdmin(policy: "LicenseAdmins").RequireAntiforgeryToken();
        _app.MapGet("/antiforgery", (HttpContext http, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(http).RequestToken).RequireAuthorization("LicenseAdmins");
        _app.MapPost("/sign-in", (HttpContext http) => http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, "Ann"), new Claim(ClaimTypes.Role, "license-admin")], CookieAuthenticationDefaults.AuthenticationScheme, ClaimTypes.Name, ClaimTypes.Role))));
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http = _app.GetTestServer().CreateClient();
        _http.BaseAddress = new Uri("https://portal.example");
        using var signedIn = await _http.PostAsync(new Uri("/sign-in", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Keep(signedIn);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/antiforgery");
        request.Headers.Add("Cookie", _cookies);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Keep(answer);
        _token = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _temp.Dispose();
    }

    [Theory]
    [InlineData("same-origin", null)]
    [InlineData("none", null)]
    [InlineData(null, "https://portal.example")]
    [InlineData(null, null)]
    public async Task A_page_of_its_own_with_the_token_may_change_something(string? site, string? origin)
    {
        var (status, _) = await SendAsync("application/json", Draft, site, origin, _token);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Contains(await AuditAsync(), a => a.By == "Ann" && a.Action == "license.issue");
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData("cross-site", "https://portal.example")]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    [InlineData(null, "https://portal.example:444")]
    public async Task A_page_of_another_site_may_not_even_with_a_token(string? site, string? origin) => await RefusedAsync(await SendAsync("application/json", Draft, site, origin, _token));

    [Theory]
    [InlineData("Basic YW5uOnBhc3N3b3Jk")]
    [InlineData("Negotiate YIIG")]
    public async Task What_a_browser_authenticates_by_itself_is_no_bearer_token(string authorization)
    {
        _authorization = authorization;
        await RefusedAsync(await SendAsync("application/json", Draft, "cross-site", null, _token));
        await RefusedAsync(await SendAsync("application/json", Draft, null, null, null));
    }

    [Fact]
    public async Task Without_a_token_or_with_another_one_nothing_is_changed()
    {
        await RefusedAsync(await SendAsync("application/json", Draft, null, null, null));
        await RefusedAsync(await SendAsync("application/json", Draft, "same-origin", null, "x" + _token[1..]));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("garbage")]
    [InlineData(null)]
    public async Task What_a_form_can_send_is_no_content_type_of_the_api(string? type)
    {
        var (status, code) = await SendAsync(type, Draft, null, null, _token);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "LK8016"), (status, code));
        Assert.DoesNotContain(await AuditAsync(), a => a.Action == "license.issue");
    }

    [Fact]
    public async Task A_form_without_fields_does_not_suspend()
    {
        var (_, _, id) = await SendAsync(Licenses, "application/json", Draft, null, null, _token);
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded" })
        {
            Assert.Equal("LK8016", (await SendAsync($"{Licenses}/{id}/suspend", type, "", null, null, _token)).Code);
        }

        Assert.Equal("LK8017", (await SendAsync($"{Licenses}/{id}/suspend", null, null, "cross-site", null, null)).Code);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync($"{Licenses}/{id}/suspend", null, null, "same-origin", null, _token)).Status);
    }

    private async Task RefusedAsync((HttpStatusCode Status, string? Code) answer)
    {
        Assert.Equal((HttpStatusCode.Forbidden, "LK8017"), answer);
        Assert.DoesNotContain(await AuditAsync(), a => a.Action == "license.issue");
    }

    private Task<IReadOnlyList<Activity>> AuditAsync() => _app.Services.GetRequiredService<ILicenseServer>().ActivityAsync(100, TestContext.Current.CancellationToken);

    private async Task<(HttpStatusCode Status, string? Code)> SendAsync(string? type, string? body, string? site, string? origin, string? token)
    {
        var (status, code, _) = await SendAsync(Licenses, type, body, site, origin, token);
        return (status, code);
    }

    private async Task<(HttpStatusCode Status, string? Code, string? Id)> SendAsync(string path, string? type, string? body, string? site, string? origin, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.Add("Cookie", _cookies);
        foreach (var (name, value) in new[] { ("Authorization", _authorization), ("Sec-Fetch-Site", site), ("Origin", origin), ("RequestVerificationToken", token) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (type is not null)
        {
            request.Content!.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var json = text.Length == 0 ? default : JsonElement.Parse(text);
        return (answer.StatusCode, Text(json, "code"), Text(json, "id"));
    }

    private static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private void Keep(HttpResponseMessage answer) =>
        _cookies = string.Join("; ", answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]).Prepend(_cookies).Where(c => c.Length > 0) : [_cookies]);
}
