using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace LicenseKit.Load;

/// <summary>Renews each session of a file once.</summary>
/// <remarks>A server stores the first renewal after its start; the later ones are what is measured.</remarks>
internal static class FirstRenewals
{
    private const int AtOnce = 64;

    public static async Task<int> RunAsync(string sessions, string file)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        await Parallel.ForEachAsync(File.ReadLines(file), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (line, cancellationToken) => await RenewAsync(http, sessions, line.Split(' '), cancellationToken));
        return 0;
    }

    private static async Task RenewAsync(HttpClient http, string sessions, string[] session, CancellationToken cancellationToken)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{sessions}/{session[0]}/renew")
        {
            Content = new StringContent($$"""{"n":1,"nonce":"{{nonce}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session[1]);
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
