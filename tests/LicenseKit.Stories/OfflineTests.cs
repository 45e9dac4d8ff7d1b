namespace LicenseKit.Stories;

/// <summary>Installations that never contact their parent: their License Code goes out, a file comes in.</summary>
public sealed class OfflineTests : Story
{
    [Fact(Timeout = Limit)]
    public async Task A_grandchild_preactivated_by_its_License_Code_serves_its_part_of_the_seats_without_contact()
    {
        var family = await Family.StartAsync(this);
        var grandchild = await Child(family.Master, "initech").StartAsync();
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, await grandchild.StatusAsync("/health/ready"));

        var (_, file) = await family.Oem.IssueAsync(Offline("Initech", grandchild.Code, "execution"));
        var own = await grandchild.PostAsync("/license", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(("Initech", "good"), ((string)own["client"]!, (string)own["standing"]!));
        await family.Oem.KillAsync();
        await family.Master.KillAsync();

        var app = await grandchild.IssueAppAsync();
        await WorkingAsync(app, "execution", family.Master);
        Assert.StartsWith("refused LK6001: No execution seat is free: license 'Initech' allows", await RefusedAsync(app, "execution", family.Master), StringComparison.Ordinal);

        await family.Oem.StartAsync();
        var seats = await family.Oem.IssueAppAsync();
        await family.FillAsync(this, seats, "execution", "execution");
        Assert.Contains("granted to child servers", await RefusedAsync(seats, "execution", family.Master), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_installation_of_one_file_is_not_activated_and_the_first_goes_on()
    {
        var family = await Family.StartAsync(this);
        var (id, file) = await family.Oem.IssueAsync("""{ "client": "Hooli", "seats": { "execution": 1 }, "duration": "issuer" }""");
        var first = await Child(family.Master, "first", file).StartAsync();
        await first.OwnAsync("the first is activated", own => (string)own["standing"]! == "good");

        var second = await Child(family.Master, "second", file).StartAsync();

        await Until("the issuer sees the second", async () => (await family.Oem.GetAsync("/activity"))["items"]!.AsArray().Any(a => (string)a!["action"]! == "activation.refused" && (string)a["license"]! == id), second.Process);
        Assert.Equal("not-activated", (string)(await second.GetAsync("/license"))["standing"]!);
        Assert.Equal("good", (string)(await first.GetAsync("/license"))["standing"]!);
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_for_another_License_Code_is_refused_and_changes_nothing()
    {
        var master = await Master().StartAsync();
        foreach (var folder in (string[])["app", "other"])
        {
            Assert.Equal(1, await Start("Embedded", PathOf("none.lic"), master.File("root.pub.pem"), PathOf(folder)).ExitAsync());
        }

        var code = (await File.ReadAllTextAsync(PathOf("other/license-code.txt"), TestContext.Current.CancellationToken)).Trim();
        var (_, file) = await master.IssueAsync(Offline("Globex", code, "developer"));

        var refused = Start("Embedded", file, master.File("root.pub.pem"), PathOf("app"));

        Assert.Equal(1, await refused.ExitAsync());
        Assert.Contains("License 'Globex' is bound to another installation.", refused.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task An_app_with_the_server_inside_works_with_the_license_made_for_its_License_Code()
    {
        var master = await Master().StartAsync();
        string[] args = [PathOf("globex.lic"), master.File("root.pub.pem"), PathOf("app")];
        var first = Start("Embedded", args);
        Assert.Equal(1, await first.ExitAsync());
        Assert.Contains("LK8005", first.Output, StringComparison.Ordinal);
        var code = (await File.ReadAllTextAsync(PathOf("app/license-code.txt"), TestContext.Current.CancellationToken)).Trim();
        Assert.Contains(code, first.Output, StringComparison.Ordinal);

        File.Move((await master.IssueAsync(Offline("Globex", code, "developer"))).File, args[0]);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var app = Start("Embedded", args);
            Assert.Equal((0, ""), (await app.ExitAsync(), app.Error));
            Assert.Contains("working developer: True", app.Output, StringComparison.Ordinal);
        }
    }

    private static string Offline(string client, string code, string kind) => $$"""
        { "client": "{{client}}", "seats": { "{{kind}}": 1 }, "duration": "P90D", "suppressPings": true, "licenseCode": "{{code}}" }
        """;
}
