using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Testing;
using Xunit;

namespace LicenseKit.Tests.Chains;

public sealed class ExplanationTests
{
    private static readonly DateTimeOffset From = Some.Start.AddDays(30);
    private static readonly DateTimeOffset To = From.AddDays(10);

    private static readonly Link Plain = Some.Master(c =>
    {
        c.Stages.Clear();
        c.Stages.Add(Some.Stage(From, To, Some.Seats(5, 50, 3), "Fair"));
    });

    [Fact]
    public void The_stage_that_limits_is_named_and_so_is_the_next_change()
    {
        var explained = Explanation.Of(Chain(Plain.Bundle()), "execution", From);
        var allows = Assert.Single(explained.Links).Allows;

        Assert.Equal((53, AllowanceSource.Stage, "Fair", To), (explained.Allowed, allows.Source, allows.StageName, allows.Until));
        Assert.Equal(["L0"], explained.LimitedBy);
        Assert.Equal((To, 23), (explained.Next!.At, explained.Next.Allowed));
    }

    [Fact]
    public void An_instant_before_the_stage_the_base_limits()
    {
        var explained = Explanation.Of(Chain(Plain.Bundle()), "execution", From.AddSeconds(-1));
        Assert.Equal((23, AllowanceSource.Base, From), (explained.Allowed, explained.Links[0].Allows.Source, explained.Next!.At));
    }

    [Fact]
    public void A_link_that_is_suspended_is_named_and_nothing_is_allowed()
    {
        var explained = Explanation.Of(Chain(Plain.Issues(c => c.State = LicenseState.Suspended).Bundle()), "developer", Some.Start);

        Assert.Equal(0, explained.Allowed);
        Assert.Equal(["L1"], explained.LimitedBy);
        Assert.Equal([FaultCode.Suspended], explained.Problems.Select(p => p.Code));
        Assert.Equal([Standing.Good, Standing.Suspended], explained.Links.Select(l => l.Standing));
    }

    [Fact]
    public void The_session_license_at_the_end_of_an_apps_file_counts_as_a_link()
    {
        var explained = Explanation.Of(Chain(Plain.Gives(c => c.Seats["developer"] = 2).Bundle()), "developer", Some.Start);

        Assert.Equal(2, explained.Allowed);
        Assert.Equal([LinkType.Master, LinkType.Session], explained.Links.Select(l => l.Type));
        Assert.Equal([false, true], explained.Links.Select(l => l.Allows.Limits));
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("Developer")]
    public void What_is_no_kind_is_misuse(string kind) => Assert.Throws<ArgumentException>(() => Explanation.Of(Chain(Plain.Bundle()), kind, Some.Start));

    [Fact]
    public void The_timeline_has_a_segment_for_each_change_and_no_gap()
    {
        var timeline = EffectiveTimeline.Of(Chain(Plain.Bundle()));
        var segments = timeline.Segments(Some.Start.AddDays(-1), To.AddDays(1));

        Assert.Equal([0, 23, 53, 23], segments.Select(s => s.Most["execution"]));
        Assert.Equal([Some.Start.AddDays(-1), Some.Start, From, To], segments.Select(s => s.From));
        Assert.All(segments.Zip(segments.Skip(1)), p => Assert.Equal(p.First.To, p.Second.From));
        Assert.Equal(Some.Start, timeline.Start);
        Assert.Empty(timeline.Segments(To, To));
    }

    [Fact]
    public void At_the_end_of_a_license_its_timeline_is_zero()
    {
        var timeline = EffectiveTimeline.Of(Chain(Plain.Bundle()));
        Assert.Equal((8, 0), (timeline.Most("developer", timeline.End.AddSeconds(-1)), timeline.Most("developer", timeline.End)));
    }

    [Fact]
    public void Files_are_compared_link_by_link()
    {
        var next = Plain.Next(c => c.Seats["developer"] = 6);
        var difference = ChainDifference.Between(Chain(Plain.Issues().Bundle()), Chain(Plain.Issues().Below(next).Bundle()));

        Assert.Equal((false, true), (difference.IsSame, difference.IsSameLicense));
        Assert.Equal([LinkMark.Changed, LinkMark.Same], difference.Links.Select(l => l.Mark));
        Assert.Contains("seats.developer: 5 -> 6", difference.Links[0].Changes.Select(c => c.ToString()));
    }

    [Fact]
    public void A_session_license_that_only_one_file_has_is_added_or_removed()
    {
        var (server, app) = (Chain(Plain.Bundle()), Chain(Plain.Gives().Bundle()));

        Assert.Equal(LinkMark.Added, ChainDifference.Between(server, app).Links[^1].Mark);
        Assert.Equal(LinkMark.Removed, ChainDifference.Between(app, server).Links[^1].Mark);
        Assert.True(ChainDifference.Between(app, app).IsSame);
    }

    [Fact]
    public void All_three_serialize_to_the_documented_JSON()
    {
        var chain = Chain(Plain.Bundle());
        var explained = Json(Explanation.Of(chain, "execution", From));
        var segment = Json(EffectiveTimeline.Of(chain).Segments(From, To)[0]);
        var change = Json(ChainDifference.Between(chain, Chain(Plain.Next(c => c.MaxLease = Limit.Unlimited).Bundle()))).GetProperty("links")[0].GetProperty("changes")[1];

        Assert.Equal("2027-02-14T08:00:00Z", explained.GetProperty("at").GetString());
        Assert.Equal(("good", "stage", "Fair"), (explained.GetProperty("standing").GetProperty("standing").GetString(),
            explained.GetProperty("chain")[0].GetProperty("allows").GetProperty("from").GetString(), explained.GetProperty("chain")[0].GetProperty("allows").GetProperty("stage").GetString()));
        Assert.Equal("""{"developer":5,"execution":50,"generic":3}""", segment.GetProperty("seats").GetRawText());
        Assert.Equal("""{"developer":8,"execution":53}""", segment.GetProperty("most").GetRawText());
        Assert.Equal(("maxLease", 1_000_000_000), (change.GetProperty("field").GetString(), change.GetProperty("to").GetInt64()));
    }

    [Fact]
    public void Seats_and_faults_are_read_from_the_JSON_that_they_are_written_as()
    {
        var (seats, fault) = (Some.Seats(5, Limit.Unlimited, 3), new LicenseFault(FaultCode.Suspended, "It is suspended.", "Ask.", link: "L0"));
        var read = JsonSerializer.Deserialize<LicenseFault>(Json(fault), JsonSerializerOptions.Web)!;

        Assert.Equal(seats, JsonSerializer.Deserialize<Seats>(Json(seats)));
        Assert.Equal("""{"code":"LK6002","message":"It is suspended.","remedy":"Ask.","link":"L0"}""", Json(fault).GetRawText());
        Assert.Equal((fault.Code, fault.Message, fault.Link), (read.Code, read.Message, read.Link));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Seats>("""{"developer":-1}"""));
    }

    private static Chain Chain(byte[] file) => Some.Verifier.Verify(file, Some.Start).Chain!;

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, JsonSerializerOptions.Web);
}
