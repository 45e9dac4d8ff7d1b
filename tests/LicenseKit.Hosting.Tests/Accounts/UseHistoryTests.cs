using LicenseKit.Licenses;
using LicenseKit.Portal.History;
using LicenseKit.Portal.Pages;
using LicenseKit.Portal.Pictures;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>The use of seats since the server started.</summary>
public sealed class UseHistoryTests
{
    [Fact]
    public async Task The_use_is_noted_each_minute_and_shown_among_the_sessions()
    {
        await using var host = await AccountHost.StartEmptyAsync();
        using var browser = host.NewAdmin();
        await browser.GetAsync("/sessions");
        Assert.DoesNotContain("Use over time", browser.Page, StringComparison.Ordinal);

        Pass(host, 3);
        (await host.Issuer.IssueAsync(Acme.Child("Initech", 7), "Ann", TestContext.Current.CancellationToken)).Good();
        Pass(host, 2);

        Assert.Equal([0L, 7], Overlay.Join(host.History.Until(Acme.Start.AddMinutes(5))).Select(p => p.Seats[1]["developer"]));
        await browser.GetAsync("/sessions");
        Assert.Contains("since this server started, 15 Jan 08:00", browser.Page, StringComparison.Ordinal);
        Assert.Contains("7 of 10 now", browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_history_joins_its_points_and_goes_back_to_the_start()
    {
        var history = new UseHistory();
        for (var minute = 0; minute < 10_000; minute++)
        {
            history.Add(Use(minute, minute == 4321 ? 9 : minute % 3));
            Assert.True(minute % 100 > 0 || history.Until(At(minute + 1)).Count <= UseHistory.MostPoints);
        }

        var points = history.Until(At(10_000));
        Assert.Equal((At(0), At(10_000)), (points[0].From, points[^1].To));
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        var highest = Assert.Single(points, p => p.Seats[3]["developer"] == 9);
        Assert.True(highest.From <= At(4321) && At(4321) < highest.To);
    }

    [Fact]
    public void What_is_joined_shows_each_kind_at_its_highest_with_the_allowance_of_then()
    {
        var history = new UseHistory();
        history.Add(Use(0, 8, 1, allowed: 8));
        history.Add(Use(1, 2, 6, allowed: 10));

        var joined = Assert.Single(history.Until(At(2), most: 1));

        Assert.Equal((8, 8), (joined.Seats[3]["developer"], joined.Seats[0]["developer"]));
        Assert.Equal(6, joined.Seats[3]["execution"]);
    }

    [Fact]
    public void Kinds_that_were_above_their_own_seats_one_after_the_other_are_not_shown_as_too_many()
    {
        var history = new UseHistory();
        history.Add(Use(0, 14, 0)); // 10 own, 4 of 5 generic
        history.Add(Use(1, 0, 23)); // 20 own, 3 of 5 generic

        var joined = Assert.Single(history.Until(At(2), most: 1));

        Assert.Equal(0, TimelinePicture.TooMany(joined));
        Assert.Equal(14, joined.Seats[3]["developer"]);
    }

    [Fact]
    public void An_instant_that_is_not_after_the_last_one_is_left_out()
    {
        var history = new UseHistory();
        history.Add(Use(5, 1));
        history.Add(Use(5, 2));
        history.Add(Use(3, 3));

        Assert.Equal(1, Assert.Single(history.Until(At(6))).Seats[3]["developer"]);
        Assert.Empty(history.Until(At(5)));
    }

    [Fact]
    public void Without_a_license_or_a_minute_there_is_no_picture()
    {
        var history = new UseHistory();
        Assert.Null(SessionsModel.Picture(history, Use(0, 1)));
        history.Add(Use(0, 1));
        Assert.Null(SessionsModel.Picture(history, null));
        Assert.Null(SessionsModel.Picture(history, Use(0, 1)));
        Assert.NotNull(SessionsModel.Picture(history, Use(1, 1)));
    }

    private static void Pass(AccountHost host, int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private static DateTimeOffset At(int minute) => Acme.Start.AddMinutes(minute);

    private static SeatUse Use(int minute, long developer, long execution = 0, long allowed = 10) =>
        new(At(minute), Acme.Seats(allowed, 20, 5), Seats.None, Seats.None, Acme.Seats(developer, execution), Seats.None);
}
