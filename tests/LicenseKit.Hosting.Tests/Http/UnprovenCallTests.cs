using System.Globalization;
using System.Net;
using System.Text.Json;
using LicenseKit.Hosting.Server;
using LicenseKit.Protocol;
using LicenseKit.Signing;
using Microsoft.Data.Sqlite;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>What nobody has proven changes nothing, writes nothing and is charged to nobody but its sender.</summary>
public sealed class UnprovenCallTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private readonly SigningKey _key = SigningKey.Create();
    private Portal _master = null!;
    private string _id = null!;

    private LicenseServer Server => (LicenseServer)_master.Server;

    public async ValueTask InitializeAsync()
    {
        _master = await _scene.MasterAsync();
        _id = (await _master.Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good().Id;
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task Activations_without_proof_write_no_row()
    {
        await ActivateAsync(_key, _id);
        var (before, audit) = (Commits, (await AuditAsync()).Count);
        for (var i = 0; i < 200; i++)
        {
            using var stranger = SigningKey.Create();
            var held = new HeldFile(_id, 1, Base64UrlText.Encode(new byte[32]));
            (await PostAsync("/activations", new { key = stranger.PublicKey.X, activation = Request(stranger, held) })).IsProblem(HttpStatusCode.Forbidden, "LK4004");
        }

        Assert.Equal((before, audit), (Commits, (await AuditAsync()).Count));
    }

    [Fact]
    public async Task Refused_activations_with_a_copy_of_the_file_are_a_few_audit_rows_and_a_count_that_a_reset_clears()
    {
        await ActivateAsync(_key, _id);
        for (var i = 0; i < 20; i++)
        {
            using var thief = SigningKey.Create();
            (await PostAsync("/activations", new { key = thief.PublicKey.X, activation = Request(thief, Held(_id)) })).IsProblem(HttpStatusCode.Forbidden, "LK4003");
        }

        Assert.Equal(8, (await AuditAsync()).Count(a => a.Action == "activation.refused"));
        Assert.Equal(20, (await _master.Http.GetAdminAsync($"/server-licenses/{_id}")).Json.GetProperty("refusedActivations").GetInt64());

        await _scene.StopAsync(_master);
        _master = await _scene.StartAsync("master");
        Assert.Equal(20, _master.Issuer.Find(_id)!.RefusedActivations);

        (await _master.Issuer.ResetActivationAsync(_id, "Ann", cancellationToken: Scene.Ct)).Good();
        Assert.Equal(0, _master.Issuer.Find(_id)!.RefusedActivations);
    }

    [Fact]
    public async Task What_every_lease_shows_of_a_child_proves_nothing_and_takes_nothing_from_its_pings()
    {
        await ActivateAsync(_key, _id);
        var bound = Server.Loop.Published.Ledger.Servers[_id].Current.Document;
        var before = Commits;
        for (var i = 0; i < 1000; i++)
        {
            using var stranger = SigningKey.Create();
            var held = new HeldFile(_id, 2, bound.SignatureHash!);
            (await PostAsync("/activations", new { key = stranger.PublicKey.X, activation = Request(stranger, held) })).IsProblem(HttpStatusCode.Forbidden, "LK4004");
        }

        Assert.Equal((before, 0L), (Commits, _master.Issuer.Find(_id)!.RefusedActivations));
        (await PingAsync(Ping(1, null))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Activations_with_a_copy_of_the_file_take_nothing_from_the_pings_of_its_holder()
    {
        await ActivateAsync(_key, _id);
        using var thief = SigningKey.Create();
        var again = Request(thief, Held(_id));
        HttpTalk.Answer answer;
        do
        {
            answer = await PostAsync("/activations", new { key = thief.PublicKey.X, activation = again });
        }
        while (answer.Status == HttpStatusCode.Forbidden);

        answer.IsProblem(HttpStatusCode.TooManyRequests, "LK8008");
        (await PingAsync(Ping(1, null))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_ping_that_is_sent_again_gets_the_stored_bytes_and_writes_nothing()
    {
        await ActivateAsync(_key, _id);
        var ping = Ping(1, null);
        var first = (await PingAsync(ping)).Is(HttpStatusCode.OK);
        var before = Commits;

        for (var i = 0; i < 2000; i++)
        {
            Assert.Equal(first.Body, (await PingAsync(ping)).Is(HttpStatusCode.OK).Body);
        }

        Assert.Equal(before, Commits);
        (await PingAsync(Ping(2, Named(1, first)))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Old_pings_in_any_order_raise_no_alarm_and_write_nothing_and_the_child_goes_on()
    {
        await ActivateAsync(_key, _id);
        var recorded = new List<string>();
        PongName? last = null;
        for (var seq = 1; seq <= 5; seq++)
        {
            recorded.Add(Ping(seq, last));
            last = Named(seq, (await PingAsync(recorded[^1])).Is(HttpStatusCode.OK));
        }

        var (before, seen) = (Commits, _master.Issuer.Find(_id)!.LastPing);
        _scene.Clock.Advance(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 100; i++)
        {
            (await PingAsync(recorded[i % 4])).Is(HttpStatusCode.OK);
        }

        Assert.Equal((before, seen), (Commits, _master.Issuer.Find(_id)!.LastPing));
        last = Named(6, (await PingAsync(Ping(6, last))).Is(HttpStatusCode.OK));
        (await PingAsync(Ping(7, last))).Is(HttpStatusCode.OK);
        Assert.DoesNotContain(await AuditAsync(), a => a.Action == "ping.fork");
    }

    [Fact]
    public async Task A_fork_is_one_row_and_one_warning_however_long_it_goes_on_and_across_a_restart()
    {
        await ActivateAsync(_key, _id);
        var start = Named(1, (await PingAsync(Ping(1, null))).Is(HttpStatusCode.OK));
        var (one, other) = (start, start);
        for (var seq = 2; seq < 20; seq++)
        {
            one = Named(seq, (await PingAsync(Ping(seq, one))).Is(HttpStatusCode.OK));
            other = Named(seq, (await PingAsync(Ping(seq, other))).Is(HttpStatusCode.OK));
            if (seq == 10)
            {
                await _scene.StopAsync(_master);
                _master = await _scene.StartAsync("master");
            }
        }

        Assert.Single(await AuditAsync(), a => a.Action == "ping.fork" && a.License == _id);
        Assert.Single(_scene.Log.Lines, l => l.StartsWith("Warning 5007", StringComparison.Ordinal) && l.Contains(_id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flood_in_the_name_of_a_child_is_not_charged_to_it()
    {
        await ActivateAsync(_key, _id);
        var good = Ping(1, null);
        var forged = good[..^4] + (good.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        for (var i = 0; i < 3000; i++)
        {
            Assert.False((await PingAsync(forged)).Status is HttpStatusCode.OK);
        }

        (await PingAsync(good)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keys_that_no_license_has_are_not_found_and_nothing_is_computed_or_written()
    {
        await ActivateAsync(_key, _id);
        var before = Commits;
        for (var i = 0; i < 300; i++)
        {
            using var stranger = SigningKey.Create();
            (await PostAsync("/pings", new { key = stranger.PublicKey.X, ping = "not.a.ping" })).IsProblem(HttpStatusCode.NotFound, "LK4005");
        }

        Assert.Equal(before, Commits);
    }

    [Fact]
    public async Task A_key_of_another_license_cannot_ping_for_this_one()
    {
        await ActivateAsync(_key, _id);
        using var neighbor = SigningKey.Create();
        var other = (await _master.Issuer.IssueAsync(Acme.Child("Umbrella"), "Ann", Scene.Ct)).Good().Id;
        await ActivateAsync(neighbor, other);

        (await PostAsync("/pings", new { key = neighbor.PublicKey.X, ping = Ping(1, null, neighbor) })).IsProblem(HttpStatusCode.NotFound, "LK4005");
    }

    [Fact]
    public async Task One_license_cannot_ping_without_end_and_the_others_are_not_affected()
    {
        await ActivateAsync(_key, _id);
        using var neighbor = SigningKey.Create();
        var other = (await _master.Issuer.IssueAsync(Acme.Child("Umbrella"), "Ann", Scene.Ct)).Good().Id;
        await ActivateAsync(neighbor, other);
        HttpTalk.Answer answer;
        PongName? last = null;
        var seq = 0;
        do
        {
            answer = await PingAsync(Ping(++seq, last));
            last = answer.Status == HttpStatusCode.OK ? Named(seq, answer) : last;
        }
        while (answer.Status == HttpStatusCode.OK && seq < 2000);

        Assert.InRange(seq, 500, 700);
        Assert.True(answer.IsProblem(HttpStatusCode.TooManyRequests, "LK8008").HasRetryAfter);
        (await PostAsync("/pings", new { key = neighbor.PublicKey.X, ping = Ping(1, null, neighbor, other) })).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/sessions", 65 * 1024)]
    [InlineData("/pings", 200 * 1024)]
    [InlineData("/activations", 40 * 1024)]
    [InlineData("/sessions/x/renew", 5 * 1024)]
    public async Task A_body_that_no_good_call_has_is_too_large(string path, int length) =>
        (await PostAsync(path, new { license = new string('x', length), kind = "developer", nonce = "" })).IsProblem(HttpStatusCode.RequestEntityTooLarge, "LK1001");

    [Fact]
    public async Task Large_bodies_are_charged_to_their_sender()
    {
        HttpTalk.Answer answer;
        var sent = 0;
        do
        {
            answer = await PostAsync("/sessions", new { license = new string('x', 20 * 1024), kind = "developer", nonce = Secrets.NewNonce() });
        }
        while (answer.Status != HttpStatusCode.TooManyRequests && ++sent < 20_000);

        Assert.InRange(sent, 4_900, 5_010); // Once for the size, once for the license that is none.
        (await _master.Http.CallAsync(HttpMethod.Get, "/server")).Is(HttpStatusCode.OK);
    }

    /// <summary>How many transactions the database has seen.</summary>
    private long Commits
    {
        get
        {
            using var connection = new SqliteConnection($"Data Source={_scene.Temp.In("master", "licensekit.db")};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT batch FROM lk_batch";
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
    }

    private Task<IReadOnlyList<Activity>> AuditAsync() => _master.Server.ActivityAsync(1000, Scene.Ct);

    private HeldFile Held(string id) => HeldFile.Of(Testing.Signed.Verified(Server.Loop.Published.Ledger.Servers[id].Versions[0].Document.Compact, Server.Signer.PublicKey));

    private static string Request(SigningKey key, HeldFile held) =>
        ActivationRequest.Document(key.PublicKey, Acme.Product, Acme.Start.ToUnixTimeSeconds(), Secrets.NewNonce(), held).Sign(key).Compact;

    private async Task ActivateAsync(SigningKey key, string id) =>
        (await PostAsync("/activations", new { key = key.PublicKey.X, activation = Request(key, Held(id)) })).Is(HttpStatusCode.OK);

    /// <summary>A ping in the name of the license, with a nonce of its own.</summary>
    private string Ping(long seq, PongName? previous, SigningKey? key = null, string? license = null)
    {
        var published = Server.Loop.Published;
        var own = published.Child.Chain!;
        var grant = published.Ledger.Servers[license ?? _id];
        LinkVersion[] chain = [.. LinkVersion.Of(own), new(grant.Claims.Serial, grant.Current.Document.ContentHash)];
        return new Ping
        {
            License = grant.Id,
            Parent = own.Leaf.Id,
            IssuedAt = Acme.Start.ToUnixTimeSeconds(),
            Seq = seq,
            Nonce = Secrets.NewNonce(),
            Previous = previous,
            Chain = chain,
            Settled = chain[^1],
        }.Sign(key ?? _key);
    }

    private PongName Named(long seq, HttpTalk.Answer answer) => new(seq, Pong.Read(answer.Text("pong"), Server.Signer.PublicKey).Good().Sha256);

    private Task<HttpTalk.Answer> PingAsync(string ping) => PostAsync("/pings", new { key = _key.PublicKey.X, ping });

    private Task<HttpTalk.Answer> PostAsync(string path, object body) => _master.Http.CallAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body), Base64UrlText.Encode(HttpTalk.NewSecret()));
}
