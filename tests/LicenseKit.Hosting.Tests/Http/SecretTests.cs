using System.Net;
using LicenseKit.Hosting.Server;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>What only one side should know is in no log and in no answer that refuses something.</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task No_log_and_no_refusal_shows_a_session_secret_a_session_license_or_a_private_key()
    {
        var team = (await _portal.Issuer.IssueSessionLicenseAsync(Acme.Team(1), "Ann", Scene.Ct)).Good();
        var license = Acme.SessionJws(_portal.Issuer.File(team.Id)!);
        var (held, other) = (HttpTalk.NewSecret(), HttpTalk.NewSecret());
        (await _portal.Http.AcquireAsync(license, held)).Is(HttpStatusCode.OK);
        HttpTalk.Answer[] refusals =
        [
            await _portal.Http.AcquireAsync(license, other), // no seat
            await _portal.Http.AcquireAsync(license, held, "execution"), // another kind
            await _portal.Http.AcquireAsync(license[..^1] + (license[^1] == 'A' ? 'B' : 'A'), other), // a forged license
            await _portal.Http.AcquireAsync(license, other, nonce: "x"),
            await _portal.Http.AcquireAsync("x" + license, other, "no such kind"),
            await _portal.Http.RenewAsync(other, 1),
            await _portal.Http.RenewAsync(other, 1, Secrets.IdOf(held)),
            await _portal.Http.RenewAsync(held, 99),
            await _portal.Http.ReleaseAsync(other, Secrets.IdOf(held)),
            await _portal.Http.CallAsync(HttpMethod.Post, "/sessions", $$"""{"license":"{{license}}","kind":5}""", Base64UrlText.Encode(other)),
            await _portal.Http.CallAsync(HttpMethod.Get, "/admin/license", null, Base64UrlText.Encode(other)),
        ];
        (await _portal.Http.PostAdminAsync($"/session-licenses/{team.Id}/revoke")).Is(HttpStatusCode.OK);
        refusals = [.. refusals, await _portal.Http.RenewAsync(held, 1), await _portal.Http.AcquireAsync(license, other)];
        var key = File.ReadAllText(_scene.Temp.In("master", "installation.key.pem")).Split('\n')[1];

        Assert.All(refusals, r => Assert.False((int)r.Status is >= 200 and < 300 or >= 500, r.Body));
        var shown = string.Join('\n', refusals.Select(r => r.Body).Concat(_scene.Log.Lines));
        Assert.All(
            (string[])[Base64UrlText.Encode(held), Base64UrlText.Encode(other), Convert.ToHexString(held), Convert.ToBase64String(held), license, license.Split('.')[1], license.Split('.')[2], key],
            secret => Assert.DoesNotContain(secret, shown, StringComparison.OrdinalIgnoreCase));
    }
}
