using System.Globalization;
using System.Text.Json.Nodes;

namespace LicenseKit.Stories;

/// <summary>A Master and the OEM child 'Acme OEM' that has activated online and pings every second.</summary>
internal sealed record Family(Server Master, Server Oem, string Id)
{
    /// <summary>1 developer, 2 execution and 1 generic seat; more with a stage, fewer by choice.</summary>
    public static string Draft(int execution = 2, int generic = 1, string stages = "") => $$"""
        { "client": "Acme OEM", "seats": { "developer": 1, "execution": {{execution}}, "generic": {{generic}} }, "stages": [ {{stages}} ], "oem": true, "duration": "P1Y", "contact": { "every": "PT1S", "silence": "P1D" } }
        """;

    public static string Stage(DateTimeOffset from, int more) => $$"""
        { "name": "Quarter end", "from": "{{Instant(from)}}", "to": "{{Instant(from.AddDays(10))}}", "seats": { "execution": "+{{more}}" } }
        """;

    public static async Task<Family> StartAsync(Story story, string? draft = null)
    {
        var master = await story.Master().StartAsync();
        var (id, file) = await master.IssueAsync(draft ?? Draft());
        var family = new Family(master, await story.Child(master, "oem", file).StartAsync(), id);
        await family.Oem.OwnAsync("the child is activated online", own => (string)own["standing"]! == "good");
        await family.MasterSeesAsync("it is activated", child => (bool)child["activated"]!);
        return family;
    }

    /// <summary>The Master's next version, and its way to the child by an ordinary ping.</summary>
    public async Task ChangeAsync(string draft)
    {
        var serial = (long)(await Master.PutAsync($"/server-licenses/{Id}", draft))["serial"]!;
        await Oem.OwnAsync($"serial {serial} arrives at the child", own => (long)own["serial"]! == serial);
    }

    /// <summary>Polls what the Master knows of its child.</summary>
    public Task MasterSeesAsync(string what, Func<JsonNode, bool> holds) =>
        Story.Until(what, async () => holds(await Master.GetAsync($"/server-licenses/{Id}")), Master.Process, Oem.Process);

    /// <summary>Robots that take these seats at the same time.</summary>
    public Task<Sample[]> FillAsync(Story story, string app, params string[] kinds) => Task.WhenAll(kinds.Select(kind => story.WorkingAsync(app, kind, Master)));

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
