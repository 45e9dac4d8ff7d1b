using System.Net;

namespace LicenseKit.Stories;

/// <summary>A Master lowers its child from two developer seats to one while two sessions run.</summary>
public sealed class OverageTests : Story
{
    [Fact(Timeout = Limit)]
    public async Task Under_finish_both_sessions_above_a_lowered_license_renew_and_nobody_else_starts()
    {
        var (oem, app, older, newer) = await LowerAsync("finish");

        foreach (var session in (AppSession[])[newer, older, newer, older])
        {
            Assert.Null((await session.KeepAsync()).EndsEarly);
        }

        Assert.Equal((HttpStatusCode.Conflict, "LK6001"), (await new AppSession(oem, app).AcquireAsync()).Problem);
    }

    [Fact(Timeout = Limit)]
    public async Task Under_end_the_older_session_renews_and_the_newer_is_refused_until_the_older_one_is_over()
    {
        var (_, _, older, newer) = await LowerAsync("end");

        Assert.Equal((HttpStatusCode.Conflict, "LK6001"), (await newer.RenewAsync()).Problem);
        await older.KeepAsync();
        Assert.Equal((HttpStatusCode.Conflict, "LK6001"), (await newer.RenewAsync()).Problem);

        Assert.Equal(HttpStatusCode.NoContent, (await older.ReleaseAsync()).Status);
        Assert.Equal(2, (await newer.KeepAsync()).N);
    }

    private async Task<(Server Oem, string App, AppSession Older, AppSession Newer)> LowerAsync(string overage)
    {
        var family = await Family.StartAsync(this, Draft(developers: 2, "finish"));
        var app = await family.Oem.IssueAppAsync();
        var sessions = await AppSession.TakeAsync(family.Oem, app, 2);
        await family.ChangeAsync(Draft(developers: 1, overage));
        return (family.Oem, app, sessions[0], sessions[1]);
    }

    private static string Draft(int developers, string overage) => $$"""
        {
          "client": "Acme OEM", "seats": { "developer": {{developers}} }, "overage": "{{overage}}", "duration": "P1Y",
          "contact": { "every": "PT1S", "silence": "P1D" }
        }
        """;
}
