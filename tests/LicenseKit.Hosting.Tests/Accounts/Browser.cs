using System.Net;
using System.Text.RegularExpressions;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>What a browser does: keeps cookies, sends forms with the token of the page that it has seen, and follows nothing by itself.</summary>
internal sealed partial class Browser(HttpMessageHandler server, string address = "https://licenses.example") : IDisposable
{
    private readonly HttpClient _http = new(server) { BaseAddress = new Uri(address) };

    public CookieContainer Cookies { get; } = new();

    /// <summary>The page that was answered last.</summary>
    public string Page { get; private set; } = "";

    public string? Location { get; private set; }

    public string? SetCookie { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Task<HttpStatusCode> GetAsync(string path, string accept = "text/html") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } });

    /// <summary>Reads a page again as its script does.</summary>
    public Task<HttpStatusCode> ReadAgainAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-LicenseKit-Live", "1" } } });

    /// <summary>Opens a page and sends its form.</summary>
    public async Task<HttpStatusCode> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        Assert.Equal(HttpStatusCode.OK, await GetAsync(page));
        return await PostAsync(action, [("__RequestVerificationToken", TokenPattern().Match(Page).Groups[1].Value), .. fields]);
    }

    public Task<HttpStatusCode> PostAsync(string action, params IEnumerable<(string Name, string Value)> fields) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    public Task<HttpStatusCode> SignInAsync(string name = "Acme", string password = AccountHost.Password, string page = "/sign-in") =>
        SubmitAsync(page, page, ("name", name), ("password", password));

    public void Dispose() => _http.Dispose();

    private async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        var url = new Uri(_http.BaseAddress!, request.RequestUri!);
        if (Cookies.GetCookieHeader(url) is { Length: > 0 } cookies)
        {
            request.Headers.Add("Cookie", cookies);
        }

        using (request)
        {
            using var response = await _http.SendAsync(request, Ct);
            SetCookie = response.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join('\n', set) : null;
            foreach (var cookie in set ?? [])
            {
                Cookies.SetCookies(url, cookie);
            }

            Location = response.Headers.Location?.OriginalString;
            Page = await response.Content.ReadAsStringAsync(Ct);
            return response.StatusCode;
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
