using Microsoft.Extensions.DependencyInjection;

namespace LicenseKit.Hosting.Tests.Server;

/// <summary>What the host keeps beside the licenses.</summary>
public sealed class ServerDocumentTests : IAsyncDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_written_and_read_and_there_after_a_restart()
    {
        var server = await _scene.MasterAsync();
        var written = (await Of(server).WriteAsync("settings", "look", "green", cancellationToken: Ct)).Good();
        await _scene.StopAsync(server);
        server = await _scene.StartAsync("master");

        Assert.Equal(written, (await Of(server).ReadAsync("settings", "look", Ct)).Good());
        Assert.Equal([written], (await Of(server).ReadAllAsync("settings", Ct)).Good());
        Assert.Empty((await Of(server).ReadAllAsync("other", Ct)).Good());
        Assert.Equal(new ServerDocument("other", null, 0), (await Of(server).ReadAsync("settings", "other", Ct)).Good());
    }

    [Fact]
    public async Task Of_two_writers_who_read_the_same_the_second_is_refused()
    {
        var documents = Of(await _scene.MasterAsync());
        var first = (await documents.WriteAsync("settings", "look", "green", 0, cancellationToken: Ct)).Good();

        Assert.Equal(FaultCode.DocumentChanged, (await documents.WriteAsync("settings", "look", "red", 0, cancellationToken: Ct)).Fault!.Code);
        var second = (await documents.WriteAsync("settings", "look", "red", first.Version, cancellationToken: Ct)).Good();
        Assert.Equal(FaultCode.DocumentChanged, (await documents.WriteAsync("settings", "look", null, first.Version, cancellationToken: Ct)).Fault!.Code);
        Assert.Null((await documents.WriteAsync("settings", "look", null, second.Version, cancellationToken: Ct)).Good().Text);
        Assert.Equal(FaultCode.DocumentChanged, (await documents.WriteAsync("settings", "look", "blue", second.Version, cancellationToken: Ct)).Fault!.Code);
    }

    [Theory]
    [InlineData(256 * 1024, true)]
    [InlineData((256 * 1024) + 1, false)]
    public async Task A_document_has_a_greatest_length(int length, bool isTaken)
    {
        var outcome = await Of(await _scene.MasterAsync()).WriteAsync("settings", "long", new string('x', length), cancellationToken: Ct);

        Assert.Equal(isTaken ? null : FaultCode.DocumentLimit, outcome.Fault?.Code);
    }

    [Fact]
    public async Task All_documents_together_have_a_greatest_length_and_one_that_gets_shorter_makes_space()
    {
        var documents = Of(await _scene.MasterAsync());
        var longest = new string('x', 256 * 1024);
        for (var i = 0; i < 64; i++)
        {
            (await documents.WriteAsync("settings", $"d{i}", longest, cancellationToken: Ct)).Good();
        }

        Assert.Equal(FaultCode.DocumentLimit, (await documents.WriteAsync("settings", "more", "x", cancellationToken: Ct)).Fault!.Code);
        (await documents.WriteAsync("settings", "d0", longest[1..], cancellationToken: Ct)).Good();
        Assert.Null((await documents.WriteAsync("settings", "more", "x", cancellationToken: Ct)).Fault);
    }

    [Fact]
    public async Task A_row_of_the_audit_trail_comes_with_a_document_or_alone()
    {
        var server = await _scene.MasterAsync();
        await Of(server).WriteAsync("accounts", "all", "{}", activity: new("Ann", "account.add", "Bob"), cancellationToken: Ct);
        await Of(server).RecordAsync(new("Bob", "account.sign-in"), Ct);
        await Of(server).WriteAsync("accounts", "all", "[]", 77, new("Eve", "account.add"), Ct);

        var rows = await server.Server.ActivityAsync(2, Ct);

        Assert.Equal([("Bob", "account.sign-in", ""), ("Ann", "account.add", "Bob")], rows.Select(r => (r.By, r.Action, r.Text)));
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a/b", "a")]
    [InlineData("a", "a b")]
    public async Task Names_that_are_none_are_misuse(string collection, string id)
    {
        var documents = Of(await _scene.MasterAsync());

        await Assert.ThrowsAsync<ArgumentException>(() => documents.WriteAsync(collection, id, "", cancellationToken: Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => documents.ReadAsync(collection, id, Ct));
    }

    [Fact]
    public async Task A_text_is_shown_by_no_ToString()
    {
        var written = (await Of(await _scene.MasterAsync()).WriteAsync("keys", "a", "secret", cancellationToken: Ct)).Good();

        Assert.DoesNotContain("secret", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new LicenseKit.Server.HostDocument("keys", "a", "secret", 1).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new LicenseKit.Server.Request.WriteDocument("keys", "a", "secret", null, null).ToString(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    private static IServerDocuments Of(Portal portal) => portal.Services.GetRequiredService<IServerDocuments>();
}
