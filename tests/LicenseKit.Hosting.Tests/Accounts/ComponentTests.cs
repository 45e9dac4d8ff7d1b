using Bunit;
using LicenseKit.Licenses;
using LicenseKit.Portal;
using LicenseKit.Portal.Components;
using LicenseKit.Portal.Pages.Forms;
using LicenseKit.Portal.Pictures;
using LicenseKit.Portal.Web;
using LicenseKit.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>The parts that pages are made of.</summary>
public sealed class ComponentTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Acme.Start;

    private readonly BunitContext _pages = new();
    private AccountHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await AccountHost.StartEmptyAsync();
        _pages.Services.AddSingleton(_host.Server).AddScoped<PortalRequest>().AddOptions<PortalOptions>();
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public void A_field_that_is_wrong_is_tied_to_its_hint_and_its_error()
    {
        var field = _pages.Render<Field>(p => p.Add(f => f.Id, "max").Add(f => f.Label, "Max Licenses").Add(f => f.Hint, "All that it may issue.").Add(f => f.Error, "“x” is no number.")
            .Add(f => f.Value, "<x>\""));

        var input = field.Find("input");
        Assert.Equal(("max-h max-e", "true", "<x>\""), (input.GetAttribute("aria-describedby"), input.GetAttribute("aria-invalid"), input.GetAttribute("value")));
        Assert.All(input.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(field.Find($"#{id}")));
        Assert.Equal("max", field.Find("label").GetAttribute("for"));
    }

    [Fact]
    public void A_field_that_is_right_says_nothing_of_errors() =>
        Assert.Null(_pages.Render<Field>(p => p.Add(f => f.Id, "max").Add(f => f.Label, "Max Licenses")).Find("input").GetAttribute("aria-invalid"));

    [Fact]
    public void The_summary_leads_to_each_field_that_is_wrong()
    {
        FormError[] errors = [new("max", "Max Licenses", "“x” is no number."), new("", "This license", "It does not fit.")];

        var summary = _pages.Render<ErrorSummary>(p => p.Add(s => s.Of, errors));

        Assert.Equal("#max", Assert.Single(summary.FindAll("a")).GetAttribute("href"));
        Assert.Contains("2 things to correct", summary.Markup, StringComparison.Ordinal);
    }

    /// <summary>Per part its share of the width; from the end of the allowance on in the paint of Generic.</summary>
    [Theory]
    [InlineData(10, 4, 4, "0% 40%, 40% 40%")]
    [InlineData(10, 4, 16, "0% 20%, 20% 30%, 50% 50% over")]
    [InlineData(0, 0, 5, "0% 100% over")]
    [InlineData(Limit.Unlimited, 3, 6, "0% 25%, 25% 50%")]
    public void A_bar_shows_what_is_taken_and_what_is_beyond(long allowed, long children, long sessions, string expected)
    {
        var bar = _pages.Render<SeatBar>(p => p.Add(b => b.Allowed, allowed).Add(b => b.Parts, [(Layer.Children.Paint, children), (Layer.Sessions.Paint, sessions)]));

        var areas = bar.FindAll("rect").Skip(1)
            .Select(r => $"{r.GetAttribute("x")} {r.GetAttribute("width")}{(r.OuterHtml.Contains(Layer.FromGeneric.Paint, StringComparison.Ordinal) ? " over" : "")}");
        Assert.Equal(expected, string.Join(", ", areas));
    }

    [Fact]
    public void A_picture_has_words_and_a_table_that_say_the_same()
    {
        var figure = _pages.Render<TimelineFigure>(p => p.Add(f => f.Of, Picture(own: 5, generic: 2, taken: 6)));

        Assert.Contains("Developer: 5, 9 from 25 Jan 08:00, 5 from 4 Feb 08:00.", figure.Find("svg.tl desc").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, figure.FindAll("tbody tr").Count);
        Assert.Contains("taken from Generic", figure.Find(".legend").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("does not fit", figure.Find(".legend").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, false, false)]
    [InlineData(7, true, false)]
    [InlineData(8, true, true)]
    public void A_picture_says_what_is_taken_from_generic_and_what_does_not_fit(long taken, bool hasOver, bool hasTooMany)
    {
        var picture = Picture(own: 5, generic: 2, taken);

        Assert.Equal((hasOver, hasTooMany), (picture.HasOver, picture.HasTooMany));
        Assert.Equal((false, taken > 5), ((picture with { IsWithGeneric = true }).HasOver, (picture with { IsWithGeneric = true }).HasTooMany));
    }

    /// <summary>The largest license that can be signed: its picture stays one that a browser draws.</summary>
    [Fact]
    public void The_picture_of_256_stages_of_16_kinds_is_bounded()
    {
        var kinds = Enumerable.Range(0, Seats.MaxKinds).Select(i => $"kind-{i:00}").ToArray();
        Seats Of(int n) => new([.. kinds.Select((k, i) => KeyValuePair.Create(k, (long)((n * 7) + i) % 90))], 5);
        Segment[] segments = [.. Enumerable.Range(0, 2 * Stage.Max).Select(i => new Segment(Now.AddDays(i), Now.AddDays(i + 1), Of(i)))];

        var svg = TimelineSvg.Draw(new TimelinePicture { Title = "All", Now = Now, Periods = Overlay.Of(Now, Now.AddDays(2 * Stage.Max), segments, segments), Layers = [Layer.Children] });

        Assert.InRange(svg.Length, 1, 1_000_000);
    }

    /// <summary>Ten days, ten with four more, ten as before; some are taken all the time.</summary>
    private static TimelinePicture Picture(long own, long generic, long taken)
    {
        Segment At(int from, int to, long developer) => new(Now.AddDays(from), Now.AddDays(to), new Seats([new("developer", developer)], generic));
        return new()
        {
            Title = "Allowance",
            Now = Now,
            Periods = Overlay.Of(Now, Now.AddDays(30), [At(0, 10, own), At(10, 20, own + 4), At(20, 30, own)],
                [new Segment(Now, Now.AddDays(30), new Seats([new("developer", taken)]))]),
            Layers = [Layer.Children],
        };
    }
}
