using System.Net;
using System.Text.Json;
using LicenseKit.Protocol;
using LicenseKit.Hosting.Server;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>Activations and pings as they come over the network, the hostile ones above all.</summary>
public sealed class ChildCallTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private readonly SigningKey _key = SigningKey.Create();
    private Portal _master = null!;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task The_first_key_wins_the_same_key_gets_the_same_answer_and_another_is_refused_and_shown()
    {
        var id = await IssueAsync();
        using var thief = SigningKey.Create();

        var first = (await ActivateAsync(_key, id)).Is(HttpStatusCode.OK);
        var again = (await ActivateAsync(_key, id)).Is(HttpStatusCode.OK);
        (await ActivateAsync(thief, id)).IsProblem(HttpStatusCode.Forbidden, "LK4003");

        Assert.Equal(first.Body, again.Body);
        Assert.True(_master.Issuer.Find(id)!.Activated);
        Assert.Contains(await _master.Server.ActivityAsync(10, Scene.Ct), a => a.Action == "activation.refused" && a.License == id && a.Text.Contains(thief.PublicKey.Thumbprint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_installations_at_once_activate_once()
    {
        var id = await IssueAsync();
        var keys = Enumerable.Range(0, 20).Select(_ => SigningKey.Create()).ToArray();

        var answers = await Task.WhenAll(keys.Select(k => ActivateAsync(k, id)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(2, _master.Issuer.Find(id)!.Serial);
        Array.ForEach(keys, k => k.Dispose());
    }

    [Fact]
    public async Task An_activation_without_the_file_or_by_another_key_than_it_names_is_refused()
    {
        var id = await IssueAsync();
        using var other = SigningKey.Create();
        var license = License(id);
        var without = ActivationRequest.Sign(_key, Acme.Product, Acme.Start.ToUnixTimeSeconds(), Secrets.NewNonce());

        Assert.NotEqual(HttpStatusCode.OK, (await PostAsync("/activations", new { key = _key.PublicKey.X, activation = without.Jws })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("/activations", new { key = other.PublicKey.X, activation = Request(_key, license).Jws })).Status);
        Assert.False(_master.Issuer.Find(id)!.Activated);
    }

    [Theory]
    [InlineData("/activations", "")]
    [InlineData("/activations", "{}")]
    [InlineData("/activations", "{\"key\":1,\"activation\":2}")]
    [InlineData("/pings", "")]
    [InlineData("/pings", "[]")]
    [InlineData("/pings", "{\"key\":null,\"ping\":\"x\"}")]
    public async Task A_malformed_call_is_a_bad_request(string path, string body) =>
        (await _master.Http.CallAsync(HttpMethod.Post, path, body)).IsProblem(HttpStatusCode.BadRequest, "LK8007");

    [Fact]
    public async Task A_document_that_is_none_is_refused_with_a_fault_not_a_crash()
    {
        foreach (var (key, document) in new[] { ("", ""), ("AAAA", "a.b.c"), (_key.PublicKey.X, "a.b.c"), (_key.PublicKey.X, "") })
        {
            var ping = await PostAsync("/pings", new { key, ping = document });
            var activation = await PostAsync("/activations", new { key, activation = document });

            Assert.InRange((int)ping.Status, 400, 404);
            Assert.InRange((int)activation.Status, 400, 403);
            Assert.StartsWith("LK", ping.Text("code"), StringComparison.Ordinal);
            Assert.StartsWith("LK", activation.Text("code"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_ping_of_a_license_that_is_not_known_here_is_not_found()
    {
        var other = await _scene.StartAsync("other", Acme.Master(_scene.Temp, _scene.Temp.In("other")));
        var (_, license) = await _scene.ActivatedChildAsync(other);

        (await PostAsync("/activations", new { key = _key.PublicKey.X, activation = Request(_key, LicenseOf(other, license)).Jws })).IsProblem(HttpStatusCode.NotFound, "LK4005");
    }

    [Fact]
    public async Task A_flood_from_one_address_is_refused_before_anything_is_computed()
    {
        var answers = new List<HttpTalk.Answer>();
        for (var i = 0; i < 30 && answers.All(a => a.Status != HttpStatusCode.TooManyRequests); i++)
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => PostAsync("/pings", new { key = "x", ping = "y" }))));
        }

        var refused = answers.First(a => a.Status == HttpStatusCode.TooManyRequests).IsProblem(HttpStatusCode.TooManyRequests, "LK8008");
        Assert.True(refused.HasRetryAfter);
        Assert.True(answers.Count(a => a.Status != HttpStatusCode.TooManyRequests) >= 10_000, "honest children are refused too early");
        (await _master.Http.CallAsync(HttpMethod.Get, "/server")).Is(HttpStatusCode.OK);
    }

    private async Task<string> IssueAsync() => (await _master.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good().Id;

    private ServerLicense License(string id) => LicenseOf(_master, id);

    /// <summary>The first version of a license, verified.</summary>
    private static ServerLicense LicenseOf(Portal portal, string id)
    {
        var server = (LicenseServer)portal.Server;
        var first = server.Loop.Published.Ledger.Servers[id].Versions[0].Document.Compact;
        return LicenseKit.Testing.Signed.Verified(first, server.Signer.PublicKey);
    }

    private static ActivationRequest Request(SigningKey key, ServerLicense license) =>
        ActivationRequest.Sign(key, Acme.Product, Acme.Start.ToUnixTimeSeconds(), Secrets.NewNonce(), license);

    private Task<HttpTalk.Answer> ActivateAsync(SigningKey key, string id) => PostAsync("/activations", new { key = key.PublicKey.X, activation = Request(key, License(id)).Jws });

    private Task<HttpTalk.Answer> PostAsync(string path, object body) => _master.Http.CallAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body));
}
