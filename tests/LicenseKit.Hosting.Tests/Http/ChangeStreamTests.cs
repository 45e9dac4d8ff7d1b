using System.Net;
using System.Net.Http.Headers;

namespace LicenseKit.Hosting.Tests.Http;

/// <summary>What happens is told as it is committed.</summary>
public sealed class ChangeStreamTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;

    private IIssuer Issuer => _master.Issuer;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_stream_gives_what_was_and_then_what_comes()
    {
        await using var changes = Issuer.WatchAsync(0, Scene.Ct).GetAsyncEnumerator(Scene.Ct);
        Assert.Equal("license.apply", await NextAsync(changes));

        var next = NextAsync(changes);
        Assert.False(next.IsCompleted);
        var made = (await Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct)).Good();

        Assert.Equal("license.issue", await next);
        Assert.Equal((made.Id, "Ann"), (changes.Current.License, changes.Current.By));
    }

    [Fact]
    public async Task Without_a_number_it_begins_with_what_comes_next()
    {
        await Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct);
        await using var changes = Issuer.WatchAsync(cancellationToken: Scene.Ct).GetAsyncEnumerator(Scene.Ct);
        var next = NextAsync(changes);
        do
        {
            await Issuer.IssueSessionLicenseAsync(Acme.Team(), "Ann", Scene.Ct); // The first one may come before the stream has begun.
        }
        while (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Scene.Ct)) != next);

        Assert.Equal("session-license.issue", await next);
    }

    [Fact]
    public async Task A_reader_that_rests_misses_nothing_and_delays_nobody()
    {
        await using var changes = Issuer.WatchAsync(0, Scene.Ct).GetAsyncEnumerator(Scene.Ct);
        await NextAsync(changes);
        await Issuer.ApplyAllAsync([.. Enumerable.Repeat(LicenseChange.Issue(Acme.Team()), 100)], "Ann", null, Scene.Ct);
        await Issuer.ApplyAllAsync([.. Enumerable.Repeat(LicenseChange.Issue(Acme.Team()), 100)], "Ann", null, Scene.Ct);

        var numbers = new List<long>();
        while (numbers.Count < 200)
        {
            Assert.Equal("session-license.issue", await NextAsync(changes));
            numbers.Add(changes.Current.Number);
        }

        Assert.Equal(numbers.Order().Distinct(), numbers);
    }

    [Fact]
    public async Task It_ends_when_the_server_stops()
    {
        await using var changes = Issuer.WatchAsync(0, Scene.Ct).GetAsyncEnumerator(Scene.Ct);
        await NextAsync(changes);
        var next = changes.MoveNextAsync().AsTask();

        await _scene.StopAsync(_master);

        Assert.False(await next);
    }

    [Fact]
    public async Task It_is_given_as_server_sent_events_from_the_last_one_seen()
    {
        await Issuer.IssueAsync(Acme.Child(), "Ann", Scene.Ct);
        var (status, type, first) = await ReadAsync(null, "?after=0", 5);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (status, type));
        Assert.Equal(["id: 0", "id: 1", "id: 2"], first.Where(l => l.StartsWith("id", StringComparison.Ordinal)));
        Assert.Contains("\"action\":\"license.issue\"", first[^1], StringComparison.Ordinal);

        Assert.Equal("id: 1", (await ReadAsync("1", "?after=0", 1)).Lines[0]);
        Assert.Equal("id: 2", (await ReadAsync(null, "", 1)).Lines[0]);
        (await _master.Http.GetAdminAsync("/changes?after=3")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
        (await _master.Http.GetAdminAsync("/changes?after=x")).IsProblem(HttpStatusCode.BadRequest, "LK8007");
    }

    [Fact]
    public async Task An_event_stream_that_is_open_does_not_hold_up_the_stop()
    {
        using var request = Request(null, "?after=0");
        using var response = await _master.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Scene.Ct);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Scene.Ct));
        await reader.ReadLineAsync(Scene.Ct);

        await _scene.StopAsync(_master).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Scene.Ct);
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<Activity> changes)
    {
        Assert.True(await changes.MoveNextAsync());
        return changes.Current.Action;
    }

    private static HttpRequestMessage Request(string? lastEvent, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, HttpTalk.V1 + "/admin/changes" + query);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
        if (lastEvent is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEvent);
        }

        return request;
    }

    /// <summary>The lines of so many events, without comments and empty ones.</summary>
    private async Task<(HttpStatusCode Status, string? Type, IReadOnlyList<string> Lines)> ReadAsync(string? lastEvent, string query, int most)
    {
        using var request = Request(lastEvent, query);
        using var response = await _master.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Scene.Ct);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Scene.Ct));
        var lines = new List<string>();
        while (lines.Count < most && await reader.ReadLineAsync(Scene.Ct) is { } line)
        {
            if (line.Length > 1)
            {
                lines.Add(line);
            }
        }

        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, lines);
    }
}
