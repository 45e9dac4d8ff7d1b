using System.Text;
using System.Text.Json;
using LicenseKit.Hosting.Server;
using LicenseKit.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Tests.Client;

/// <summary>Answers every request for a seat with the real server's chain and a lease that it signs itself.</summary>
internal sealed class Forger(WebApplication app) : IAsyncDisposable
{
    private static readonly SigningKey Key = SigningKey.Create();

    public string Url => app.Urls.First();

    public static async Task<Forger> StartAsync(Portal real)
    {
        var chain = ((LicenseServer)real.Server).Loop.Published.Child.Chain!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async http =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            var asked = body.RootElement;
            var lease = new Protocol.LeaseClaims
            {
                Product = Acme.Product,
                Issuer = chain.Leaf.Id,
                Session = Secrets.IdOf(Secrets.Read(http.Request.Headers.Authorization.ToString()["Bearer ".Length..])),
                IssuedAt = Acme.Start.ToUnixTimeSeconds(),
                Expires = Acme.Start.ToUnixTimeSeconds() + 600,
                N = 1,
                Nonce = asked.GetProperty("nonce").GetString()!,
                License = IdOf(asked.GetProperty("license").GetString()!),
                Kind = asked.GetProperty("kind").GetString()!,
                RenewWithin = 300,
            }.Sign(Key);
            await http.Response.WriteAsJsonAsync(new { lease, chain = chain.Links.Select(l => l.Jws), renewWithin = 300, standing = "good" });
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Forger(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string IdOf(string jws)
    {
        var payload = jws.Split('.')[1].Replace('-', '+').Replace('_', '/');
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))));
        return json.RootElement.GetProperty("sub").GetString()!;
    }
}
