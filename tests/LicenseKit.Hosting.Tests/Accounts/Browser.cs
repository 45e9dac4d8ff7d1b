using System.Net;
using System.Text.RegularExpressions;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>What a browser does: keeps cookies, sends forms with the token of the page that it has seen, and follows nothing by itself.</summary>
/// <param name="server">The server.</param>
/// <param name="address">Where it is.</param>
/// <param name="key">An API key in place of a sign-in; null for none.</param>
internal sealed partial class Browser(HttpMessageHandler server, string address = "https://licenses.example", string? key = null) : IDisposable
{
    private const string TokenField = "__RequestVerificationToken";

    private readonly HttpClient _http = new(server)
    {
        BaseAddress = new Uri(address),
        DefaultRequestHeaders = { Authorization = key is null ? null : new("Bearer", key) },
    };

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
    public async Task<HttpStatusCode> SubmitAsync(string page, string action, params (string Name, string Value)[] fields) =>
        await PostAsync(action, [(TokenField, await TokenOfAsync(page)), .. fields]);

    /// <summary>Opens a page and sends its form with a file.</summary>
    public async Task<HttpStatusCode> UploadAsync(string page, string action, string field, byte[] file)
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent(await TokenOfAsync(page)), TokenField },
            { new ByteArrayContent(file), field, "licenses.csv" },
        };
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = content });
    }

    public Task<HttpStatusCode> PostAsync(string action, params IEnumerable<(string Name, string Value)> fields) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    public Task<HttpStatusCode> SignInAsync(string name = "Acme", string password = AccountHost.Password, string page = "/sign-in") =>
        SubmitAsync(page, page, ("name", name), ("password", password));

    /// <summary>What a field of the page holds.</summary>
    public string Value(string field) =>
        WebUtility.HtmlDecode(Regex.Match(Page, $"<input[^>]* name=\"{field}\"[^>]* value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    /// <summary>The first address that a link of the page has, with this in it.</summary>
    public string Link(string part) => WebUtility.HtmlDecode(
        Regex.Match(Page, $"href=\"([^\"]*{Regex.Escape(part)}[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    public void Dispose() => _http.Dispose();

    private async Task<string> TokenOfAsync(string page)
    {
        Assert.Equal(HttpStatusCode.OK, await GetAsync(page));
        return TokenPattern().Match(Page).Groups[1].Value;
    }

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
