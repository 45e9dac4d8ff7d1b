using CsCheck;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Stages;
using Xunit;
using static LicenseKit.Testing.TestWorld;

namespace LicenseKit.Tests.Issuing;

public class DraftRoundTripTests
{
    private static readonly Gen<long> Count = Gen.OneOf(Gen.Long[0, 999_999_999], Gen.Const(Limit.Unlimited));
    private static readonly Gen<TimeSpan?> Span = Gen.OneOf(Gen.Const((TimeSpan?)null), Gen.Const((TimeSpan?)TimeSpan.MaxValue), Gen.Long[0, 999_999_999].Select(s => (TimeSpan?)TimeSpan.FromSeconds(s)));
    private static readonly Gen<StageCount> StageCounts = Gen.OneOf(Count.Select(StageCount.Exactly), Gen.Long[-999_999_999, 999_999_999].Select(StageCount.By));
    private static readonly Gen<StageDraft> Stage = Gen.Select(Gen.Long[0, 10_000], StageCounts, StageCounts).Select((from, a, b) => new StageDraft
    {
        Name = "Quarter \"end\" ü",
        From = UnixTime.ToInstant(from * Day),
        To = from % 2 == 0 ? UnixTime.ToInstant((from + 3) * Day) : null,
        Seats = new Dictionary<string, StageCount> { ["developer"] = a, ["generic"] = b },
    });

    private static readonly Gen<ServerLicenseDraft> Servers =
        Gen.Select(Gen.Select(Count, Count, Count), Gen.Select(Span, Span, Span, Span), Stage.Array[0, 4], Gen.Int[0, 127]).Select((counts, spans, stages, bits) =>
        {
            bool Bit(int i) => (bits & (1 << i)) != 0;
            var draft = new ServerLicenseDraft
            {
                Client = "Initech “Süd”",
                ParentUrl = Bit(0) ? Url : null,
                Generic = counts.Item1,
                Starts = Bit(1) ? UnixTime.ToInstant(Start) : null,
                Expires = Bit(2) ? UnixTime.ToInstant(UnixTime.Max) : null,
                Duration = Bit(2) ? null : "P1Y",
                Grace = spans.Item1 ?? TimeSpan.Zero,
                MaxDuration = spans.Item2,
                MaxLease = spans.Item3,
                MaxOffline = spans.Item4,
                Contact = { Every = spans.Item2, Silence = spans.Item3 },
                MaxLicenses = Bit(3) ? counts.Item2 : null,
                Oem = Bit(4) ? ServerLicenseDraft.AsManyLevelsAsAllowed : bits % 8,
                SuppressPings = Bit(5),
                LicenseCode = Bit(6) ? "1N4NA" : null,
                Request = Bit(5) ? "{\"lk\":1}" : null,
                Overage = Bit(0) ? Overage.End : Bit(1) ? new Overage(OverageMode.Deadline, 900) : Bit(2) ? Overage.Finish : null,
                Seats = { ["developer"] = counts.Item2, ["execution"] = counts.Item3 },
                Features = { ["vision"] = new Feature(Bit(3) ? Start : null, Bit(4) ? counts.Item1 : null), ["plain"] = new Feature(null, null) },
                Extensions = { ["order"] = "42\n" },
            };
            foreach (var stage in stages)
            {
                draft.Stages.Add(stage);
            }

            return draft;
        });

    [Fact]
    public void A_written_draft_is_read_back_as_it_was() => Servers.Sample(draft =>
    {
        var read = DraftReader.ReadServerLicense(DraftWriter.Write(draft)).Value;
        Assert.NotNull(read);
        Assert.Equivalent(draft, read, strict: true);
    });

    [Fact]
    public void A_session_draft_too()
    {
        var draft = SessionDraft(reserved: true, change: d =>
        {
            d.MaxLease = TimeSpan.FromMinutes(5);
            d.MaxBorrow = TimeSpan.FromDays(3);
            d.ServerUrl = Url;
            d.Starts = UnixTime.ToInstant(Start);
            d.Stages.Add(StageDraft.Between(UnixTime.ToInstant(Start), UnixTime.ToInstant(Start + Day), "Fair").Lower("developer", 1));
            d.Features["vision"] = new Feature(Start, 3);
            d.Extensions["a"] = "b";
        });
        Assert.Equivalent(draft, DraftReader.ReadSessionLicense(DraftWriter.Write(draft)).Value, strict: true);
    }

    [Fact]
    public void Null_and_an_empty_object_are_left_out_like_a_missing_member()
    {
        var draft = DraftReader.ReadServerLicense("""
            {"client":"A","seats":{"developer":1,"execution":null},"duration":"P1Y","expires":null,"starts":null,"parentUrl":null,"oem":null,"maxLicenses":null,"maxDuration":null,"maxLease":null,
             "maxOffline":null,"contact":null,"suppressPings":null,"licenseCode":null,"request":null,"stages":null,"overage":null,"grace":null,"features":{"x":null},"ext":{"y":null}}
            """).Value!;
        var session = DraftReader.ReadSessionLicense("""{"client":"A","seats":{},"serverUrl":null,"allocation":null,"maxLease":null,"maxBorrow":null,"stages":null,"features":null,"ext":null}""").Value!;

        Assert.Equivalent(new ServerLicenseDraft { Client = "A", Duration = "P1Y", Seats = { ["developer"] = 1, ["execution"] = 0 } }, draft, strict: true);
        Assert.Equivalent(new SessionLicenseDraft { Client = "A" }, session, strict: true);
    }

    [Fact]
    public void Comments_are_skipped() =>
        Assert.Equal("A", DraftReader.ReadServerLicense("""
            // A draft.
            { "client": "A", /* whose */ "seats": {} }
            """).Value!.Client);

    [Fact]
    public void A_draft_that_was_stored_before_is_read_as_it_was_meant()
    {
        var draft = DraftReader.ReadServerLicense("""
            {"client":"Initech","seats":{"developer":5,"execution":"unlimited","generic":3},"stages":[{"name":"Fair","from":"2027-01-01T00:00:00Z","to":"2027-01-02T00:00:00Z","seats":{"developer":"+2","generic":"unlimited"}}],
             "starts":"when-free","duration":"P1Y","grace":"P0D","oem":true,"suppressPings":false,"contact":{"every":"PT1H"},"overage":{"deadline":"PT15M"},"features":{"a":{"until":"2027-03-01T00:00:00Z","limit":"unlimited"}},"ext":{}}
            """).Value!;

        Assert.Equal((5, Limit.Unlimited, 3), (draft.Seats["developer"], draft.Seats["execution"], draft.Generic));
        Assert.Equal((true, null, "P1Y"), (draft.WhenFree, draft.Starts, draft.Duration));
        Assert.Equal((ServerLicenseDraft.AsManyLevelsAsAllowed, TimeSpan.FromHours(1), new Overage(OverageMode.Deadline, 900)), (draft.Oem, draft.Contact.Every, draft.Overage));
        Assert.Equal(StageCount.Exactly(Limit.Unlimited), draft.Stages[0].Seats["generic"]);
        Assert.Equal(new Feature(1_803_859_200, Limit.Unlimited), draft.Features["a"]);
    }

    [Fact]
    public void Setting_the_end_clears_the_duration_and_the_other_way_round()
    {
        var draft = new ServerLicenseDraft { Duration = "P1Y" };
        draft.Expires = UnixTime.ToInstant(Start);
        Assert.Equal((null, UnixTime.ToInstant(Start)), (draft.Duration, draft.Expires));

        draft.Duration = "P2Y";
        Assert.Equal(("P2Y", null), (draft.Duration, draft.Expires));

        draft.Expires = null;
        Assert.Equal("P2Y", draft.Duration);
    }

    [Fact]
    public void A_request_may_be_the_file_itself_as_an_object() =>
        Assert.Equal("""{"lk":"x"}""", DraftReader.ReadServerLicense("""{"client":"A","seats":{},"request":{"lk":"x"}}""").Value!.Request);

    [Fact]
    public void What_is_left_out_is_left_to_the_issuer()
    {
        var draft = DraftReader.ReadServerLicense("""{"client":"A","seats":{"developer":1},"duration":"P1Y"}""").Value!;
        Assert.Equivalent(new ServerLicenseDraft { Client = "A", Duration = "P1Y", Seats = { ["developer"] = 1 } }, draft, strict: true);
    }

    [Theory]
    [InlineData("true", ServerLicenseDraft.AsManyLevelsAsAllowed)]
    [InlineData("false", 0)]
    [InlineData("7", 7)]
    [InlineData("null", 0)]
    public void The_levels_are_a_number_or_a_check_box(string json, int levels) =>
        Assert.Equal(levels, DraftReader.ReadServerLicense($$"""{"client":"A","seats":{},"oem":{{json}}}""").Value!.Oem);

    [Theory]
    [InlineData("\"unlimited\"")]
    [InlineData("1000000000")]
    public void Unlimited_is_a_word_or_its_figure(string json) =>
        Assert.Equal(Limit.Unlimited, DraftReader.ReadServerLicense("""{"client":"A","seats":{"developer":""" + json + "}}").Value!.Seats["developer"]);

    /// <summary>What takes several types is also taken as a text: generated clients have members of one type.</summary>
    [Fact]
    public void Counts_of_a_stage_and_a_deadline_may_be_texts()
    {
        var draft = DraftReader.ReadServerLicense("""
            {"client":"A","seats":{},"overage":"PT15M","stages":[{"from":"2027-01-01T00:00:00Z",
             "seats":{"a":"7","b":"+30","c":"-5","d":"unlimited","e":"1000000000","f":7}}]}
            """).Value!;

        Assert.Equal(new Overage(OverageMode.Deadline, 900), draft.Overage);
        Assert.Equal(
            [StageCount.Exactly(7), StageCount.By(30), StageCount.By(-5), StageCount.Exactly(Limit.Unlimited), StageCount.Exactly(Limit.Unlimited), StageCount.Exactly(7)],
            draft.Stages[0].Seats.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value));
    }
}
