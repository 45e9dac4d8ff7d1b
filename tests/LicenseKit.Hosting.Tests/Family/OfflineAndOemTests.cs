using LicenseKit.Signing;
using LicenseKit.Testing;

namespace LicenseKit.Hosting.Tests.Family;

public sealed class OfflineAndOemTests : IAsyncLifetime
{
    private readonly Scene _scene = new();
    private Portal _master = null!;

    public async ValueTask InitializeAsync() => _master = await _scene.MasterAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task An_offline_child_preactivated_by_code_works_at_once_without_a_network()
    {
        var key = Acme.KeyOf(_scene.Temp.In("child"));
        var draft = Acme.Child(change: d =>
        {
            (d.SuppressPings, d.Contact.Every, d.Contact.Silence, d.LicenseCode) = (true, null, null, LicenseCode.Of(key, Acme.Product).ToString());
        });
        _scene.Network.Cut(_master.Url);

        var (child, _) = await _scene.ChildAsync(_master, draft);

        Assert.Equal("good", child.Standing);
        Assert.NotNull((await child.Licensing.AcquireAsync("developer", Scene.Ct)).Session);
        var calls = _scene.Network.Calls;
        _scene.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal("good", child.Standing);
        Assert.Equal(calls, _scene.Network.Calls);
    }

    [Fact]
    public async Task An_app_of_a_code_bound_server_gets_its_keys_with_every_lease()
    {
        var key = Acme.KeyOf(_scene.Temp.In("child"));
        var (child, _) = await _scene.ChildAsync(_master, Acme.Child(change: d => (d.SuppressPings, d.Contact.Every, d.Contact.Silence, d.LicenseCode) = (true, null, null, LicenseCode.Of(key, Acme.Product).ToString())));
        var team = (await child.Issuer.IssueSessionLicenseAsync(Acme.Team(2), "Ann", Scene.Ct)).Good();
        var file = child.Issuer.File(team.Id)!;

        Assert.Null(Acme.Verifier.Verify(file, Acme.Start).Fault);
        var lease = (await child.Http.AcquireAsync(Acme.SessionJws(file), HttpTalk.NewSecret())).Is(System.Net.HttpStatusCode.OK);
        Assert.Equal(key.X, lease.Json.GetProperty("keys").GetProperty(child.Server.Status().Good().Id).GetString());
    }

    [Fact]
    public async Task A_file_for_another_installations_code_leaves_a_child_without_a_license()
    {
        using var other = SigningKey.Create();
        var draft = Acme.Child(change: d => (d.SuppressPings, d.Contact.Every, d.Contact.Silence, d.LicenseCode) = (true, null, null, LicenseCode.Of(other.PublicKey, Acme.Product).ToString()));

        var (child, _) = await _scene.ChildAsync(_master, draft);

        Assert.Equal(("none", FaultCode.BoundElsewhere), (child.Standing, child.Server.Standing.Fault!.Code));
    }

    [Fact]
    public async Task A_request_file_binds_a_license_to_who_made_it()
    {
        var empty = await _scene.StartAsync("empty");
        var request = (await empty.Http.GetAdminAsync("/request")).Is(System.Net.HttpStatusCode.OK).Body;
        var made = (await _master.Issuer.IssueAsync(Acme.Child(change: d => d.Request = request), "Ann", Scene.Ct)).Good();

        (await empty.Http.PostAdminAsync("/license", System.Text.Encoding.UTF8.GetString(_master.Issuer.File(made.Id)!))).Is(System.Net.HttpStatusCode.OK);

        Assert.Equal("good", empty.Standing);
    }

    [Fact]
    public async Task An_online_child_bound_by_code_has_its_key_in_its_next_version()
    {
        var key = Acme.KeyOf(_scene.Temp.In("child"));
        var (child, license) = await _scene.ActivatedChildAsync(_master, Acme.Child(change: d => d.LicenseCode = LicenseCode.Of(key, Acme.Product).ToString()));

        await _master.Issuer.SuspendAsync(license, null, "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => child.Standing == "suspended");

        Assert.Equal(key, Assert.IsType<Binding.ToKey>(Acme.Verifier.Verify(_master.Issuer.File(license)!, Acme.Start).License!.Binding).Key);
    }

    [Fact]
    public async Task A_child_of_an_oem_follows_what_the_master_says_of_the_oem()
    {
        var (oem, oemLicense, child) = await FamilyAsync();

        await _master.Issuer.SuspendAsync(oemLicense, "unpaid", "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => oem.Standing == "suspended" && child.Standing == "suspended");
        Assert.Equal(oemLicense, child.Server.Standing.Link);
        await _master.Issuer.ResumeAsync(oemLicense, "paid", "Ann", cancellationToken: Scene.Ct);
        await _scene.UntilAsync(() => oem.Standing == "good" && child.Standing == "good");
        await _master.Issuer.ChangeAsync(oemLicense, d => d.Seats["developer"] = 2, "Ann", Scene.Ct);

        await _scene.UntilAsync(() => child.Server.Status().Good().Most["developer"] == 2);
    }

    [Fact]
    public async Task An_oem_without_its_master_cannot_keep_its_children_fresh()
    {
        var (oem, oemLicense, child) = await FamilyAsync();
        _scene.Network.Cut(_master.Url);

        for (var hour = 0; hour < 25; hour++)
        {
            _scene.Clock.Advance(TimeSpan.FromHours(1));
            await _scene.Clock.SettleAsync(Scene.Ct);
        }

        await _scene.UntilAsync(() => child.Standing == "stale");
        Assert.Equal(("stale", oemLicense), (oem.Standing, child.Server.Standing.Link));
        _scene.Network.Mend(_master.Url);
        await _scene.UntilAsync(() => oem.Standing == "good" && child.Standing == "good");
    }

    [Fact]
    public async Task A_plain_child_issues_no_server_licenses()
    {
        var (child, _) = await _scene.ActivatedChildAsync(_master);

        Assert.Equal(FaultCode.NotOem, (await child.Issuer.IssueAsync(Acme.Child("Below", 1), "Ann", Scene.Ct)).Fault!.Code);
    }

    private async Task<(Portal Oem, string OemLicense, Portal Child)> FamilyAsync()
    {
        var (oem, license) = await _scene.ActivatedChildAsync(_master, Acme.Child("Oem", 6, d => d.Oem = 1), "oem");
        var (child, _) = await _scene.ActivatedChildAsync(oem, Acme.Child("Below", 4), "below");
        return (oem, license, child);
    }
}
