using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Hosting.Tests.Telemetry;

/// <summary>What a server tells those who watch it: metrics, traces and log events.</summary>
public sealed partial class TelemetryTests : IAsyncLifetime
{
    private readonly Scene _scene = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_page_lists_every_instrument_and_no_other()
    {
        var server = await _scene.MasterAsync();
        using var measured = Of(server);

        Assert.Equal(Listed().Order(), measured.Names.Order());
    }

    [Fact]
    public async Task Seats_and_requests_for_them_are_measured_by_kind_and_code()
    {
        var server = await _scene.MasterAsync(Acme.Seats(2, 7, 1));
        using var measured = Of(server);
        await using var first = (await server.Licensing.AcquireAsync("developer", Scene.Ct)).Session!;
        await using var second = (await server.Licensing.AcquireAsync("execution", Scene.Ct)).Session!;
        Assert.Null((await server.Licensing.AcquireAsync("No Kind", Scene.Ct)).Session);
        await _scene.UntilAsync(() => first.LeaseEnds > Acme.Start.AddMinutes(11));

        Assert.Equal(1, measured["licensekit.acquires", "licensekit.seat.kind=developer"]);
        Assert.Equal(1, measured["licensekit.acquires", "licensekit.seat.kind=execution"]);
        Assert.Equal(1, measured["licensekit.acquires", "error.type=LK6006"]);
        Assert.True(measured["licensekit.renewals"] >= 1);
        Assert.Equal((1, 1), (measured["licensekit.seats.in_use", "licensekit.seat.kind=developer"], measured["licensekit.seats.in_use", "licensekit.seat.kind=execution"]));
        Assert.Equal((2, 7, 1), (measured["licensekit.seats.allowed", "licensekit.seat.kind=developer"], measured["licensekit.seats.allowed", "licensekit.seat.kind=execution"],
            measured["licensekit.seats.allowed", "licensekit.seat.kind=generic"]));
        Assert.True(measured["licensekit.batch.size"] >= 2);
        Assert.True(measured["licensekit.commit.duration"] >= 0);
        Assert.Equal(0, measured["licensekit.requests.queued", "licensekit.request.class=acquire"]);
    }

    [Fact]
    public async Task Kinds_that_callers_make_up_are_one_kind()
    {
        var server = await _scene.MasterAsync();
        using var measured = Of(server);
        await using var first = (await server.Licensing.AcquireAsync("made-up-1", Scene.Ct)).Session!;
        await using var second = (await server.Licensing.AcquireAsync("made-up-2", Scene.Ct)).Session!;

        Assert.Equal(2, measured["licensekit.acquires", "licensekit.seat.kind=other"]);
        Assert.Equal(2, measured["licensekit.seats.in_use", "licensekit.seat.kind=other"]);
    }

    [Fact]
    public async Task Issued_licenses_are_measured_by_standing_and_the_contact_by_its_age()
    {
        var server = await _scene.MasterAsync();
        var (child, _) = await _scene.ActivatedChildAsync(server);
        var idle = (await server.Issuer.IssueAsync(Acme.Child("Globex"), "Ann", Scene.Ct)).Good();
        var stopped = (await server.Issuer.IssueAsync(Acme.Child("Hooli"), "Ann", Scene.Ct)).Good();
        await server.Issuer.SuspendAsync(stopped.Id, "unpaid", "Ann", cancellationToken: Scene.Ct);
        Assert.NotNull(idle);
        using var measured = Of(server);
        using var below = Of(child);

        Assert.Equal(1, measured["licensekit.licenses", "licensekit.license.type=server,licensekit.standing=good"]);
        Assert.Equal(1, measured["licensekit.licenses", "licensekit.license.type=server,licensekit.standing=not-activated"]);
        Assert.Equal(1, measured["licensekit.licenses", "licensekit.license.type=server,licensekit.standing=suspended"]);
        Assert.InRange(below["licensekit.parent.contact.age"], 0, 15);
    }

    [Fact]
    public async Task What_happens_to_a_license_is_one_event_each_and_pings_and_renewals_are_none()
    {
        var server = await _scene.MasterAsync();
        var draft = Acme.Child(change: d => (d.Duration, d.Expires) = (null, Acme.Start.AddDays(31)));
        var (child, license) = await _scene.ActivatedChildAsync(server, draft);
        await using var session = (await child.Licensing.AcquireAsync("developer", Scene.Ct)).Session!;
        await server.Issuer.SuspendAsync(license, "unpaid", "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => child.Standing == "suspended");
        await _scene.UntilAsync(() => !session.Check());
        await server.Issuer.ResumeAsync(license, "paid", "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => Events(6013).Length > 0);
        _scene.Clock.Advance(TimeSpan.FromDays(2));
        await _scene.UntilAsync(() => Events(6014).Length > 0);

        Assert.Contains("'Initech'", Assert.Single(Events(6011)), StringComparison.Ordinal);
        Assert.Contains("LK6002", Assert.Single(Events(6012)), StringComparison.Ordinal);
        Assert.Single(Events(6013));
        Assert.Single(Events(6014));
        Assert.Contains(session.Id, Assert.Single(Events(6003)), StringComparison.Ordinal);
        Assert.All(_scene.Log.Lines, line => Assert.Matches("^(Information|Warning) (5005|5006|60(03|1[0-5])):", line));
        Assert.InRange(_scene.Log.Lines.Length, 8, 20);
    }

    [Fact]
    public async Task A_request_is_an_activity_of_its_callers_trace_and_the_batch_that_served_it_is_linked()
    {
        var server = await _scene.MasterAsync();
        var ended = new ConcurrentQueue<System.Diagnostics.Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "LicenseKit" or "TelemetryTests",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("TelemetryTests");
        ActivityTraceId trace;
        using (var caller = source.StartActivity("app")!)
        {
            trace = caller.TraceId;
            await using var session = (await server.Licensing.AcquireAsync("developer", Scene.Ct)).Session;
            await server.Licensing.AcquireAsync("No Kind", Scene.Ct);
        }

        Assert.DoesNotContain(ended, a => a.OperationName == "licensekit.batch" && a.ParentSpanId != default);
        var acquires = ended.Where(a => a.TraceId == trace && a.OperationName == "licensekit.acquire").ToArray();
        Assert.Equal([null, "LK6006"], acquires.Select(a => a.GetTagItem("error.type")));
        var batch = Assert.Single(ended, a => a.OperationName == "licensekit.batch" && a.Links.Any(l => l.Context.SpanId == acquires[0].SpanId));
        Assert.Contains(ended, a => a.OperationName == "licensekit.commit" && a.ParentSpanId == batch.SpanId);
    }

    private static Measurements Of(Portal server) => new(server.Services.GetRequiredService<IMeterFactory>());

    private static IEnumerable<string> Listed([CallerFilePath] string file = "") =>
        Instrument().Matches(File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "observability.md"))).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"^\| `(licensekit\.[a-z_.]+)` \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Instrument();

    private string[] Events(int id) => [.. _scene.Log.Lines.Where(l => l.StartsWith($"Information {id}:", StringComparison.Ordinal))];
}
