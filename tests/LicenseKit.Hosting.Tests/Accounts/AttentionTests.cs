using LicenseKit.Portal.Pages;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Tests.Accounts;

/// <summary>What the first page says first.</summary>
public sealed class AttentionTests : AdminPages
{
    [Fact]
    public async Task With_nothing_to_say_there_is_no_card()
    {
        (await Host.Issuer.IssueAsync(Acme.Child("Initech", 3, d => d.Duration = "P90D"), "Ann", Ct)).Good();

        Assert.Empty(await ItemsAsync());
        await Admin.GetAsync("/");
        Assert.DoesNotContain("Needs attention", Admin.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kinds_of_which_nothing_can_start_and_licenses_that_expire_are_told_in_this_order()
    {
        (await Host.Issuer.IssueSessionLicenseAsync(Acme.Team(10, d => (d.Client, d.Duration) = ("Team A", "P29D")), "Ann", Ct)).Good();
        (await Host.Issuer.IssueAsync(Acme.Child("Initech", 10, d => (d.Seats["execution"], d.Seats["generic"]) = (20, 5)), "Ann", Ct)).Good();

        var items = await ItemsAsync();

        Assert.Equal(["Full", "Full", "Expires in 30 days"], items.Select(i => i.Words.Name));
        Assert.Equal("1 license that this server issued: the next one is Team A, in 29 days.", items[2].Text);
        await Admin.GetAsync("/");
        Assert.Contains("<a href=\"/renewals\">See the renewals</a>", Admin.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_children_in_grace_three_are_named_and_the_rest_is_linked()
    {
        for (var i = 0; i < 5; i++)
        {
            (await Host.Issuer.IssueAsync(Acme.Child($"Client {i}", 1, d =>
                (d.Duration, d.Grace, d.LicenseCode, d.SuppressPings) = ($"P{i + 1}D", TimeSpan.FromDays(20), CodeOf((byte)i), true)), "Ann", Ct)).Good();
        }

        Host.Clock.Advance(TimeSpan.FromDays(10));

        var items = await ItemsAsync();

        Assert.Equal(["Client 0: expired on 16 Jan 2027 08:00.", "Client 1: expired on 17 Jan 2027 08:00.", "Client 2: expired on 18 Jan 2027 08:00.", "There are more of this standing."], items.Select(i => i.Text));
        Assert.Equal("issued?standing=Grace", items[^1].Path);
        Host.Clock.Advance(TimeSpan.FromDays(20));
        items = await ItemsAsync();
        Assert.Equal(("Expired", "Client 0: expired on 16 Jan 2027 08:00.", "issued?standing=Expired"), (items[0].Words.Name, items[0].Text, items[^1].Path));
    }

    /// <summary>The License Code of some other installation.</summary>
    private static string CodeOf(byte seed) => LicenseCode.Of(SigningKey.FromSeed([.. Enumerable.Repeat(seed, 32)]).PublicKey, Acme.Product).ToString();

    private async Task<IReadOnlyList<Attention.Item>> ItemsAsync() => await Attention.ReadAsync(Host.Server, Host.Issuer, Ct);
}
