using System.Collections.Concurrent;
using LicenseKit.Hosting.Server;
using LicenseKit.Signing;
using LicenseKit.Testing;
using LicenseKit.Xml;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests.Server;

/// <summary>A server whose key lives elsewhere, and what happens while it is away.</summary>
public sealed class SignerTests : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(Acme.Start);
    private readonly Token _signer = new();
    private Licensing _licensing = null!;
    private string _licenseId = "";
    private string _license = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var master = _temp.Write("m.lic", Acme.Master(_signer.PublicKey, Acme.Seats(10, 20, 5)));
        _licensing = await Licensing.OpenAsync(Acme.Product, Acme.RootKey, o => o.AsParent().AsChild(master).WithDataFolder(_temp.In("data")).WithPublicUrl("https://licenses.example").UseSqlite().UseSigner(_signer), _clock, Ct);
        _licenseId = (await _licensing.Issuer!.IssueSessionLicenseAsync(Acme.Team(), "Ann", Ct)).Good().Id;
        _license = Acme.SessionJws(_licensing.Issuer.File(_licenseId)!);
    }

    public async ValueTask DisposeAsync()
    {
        await _licensing.DisposeAsync();
        _temp.Dispose();
    }

    [Fact]
    public void The_License_Code_is_the_signer_s_and_no_key_lies_in_the_folder()
    {
        Assert.Equal(LicenseCode.Of(_signer.PublicKey, Acme.Product).ToString(), _licensing.Server!.LicenseCode);
        Assert.False(File.Exists(Path.Combine(_temp.In("data"), "installation.key.pem")));
    }

    [Fact]
    public async Task While_it_is_away_what_needs_it_is_refused_and_changes_nothing()
    {
        _signer.IsAway = true;

        var issued = await _licensing.Issuer!.IssueAsync(Acme.Child(), "Ann", Ct);
        var seat = await AcquireAsync();

        Assert.Equal((FaultCode.CannotSign, FaultCode.CannotSign), (issued.Fault!.Code, seat.Fault!.Code));
        Assert.Equal((1, 0), (await CountAsync(), (await _licensing.Server!.ListSessionsAsync()).Count));
        Assert.Equal(FaultCode.CannotSign, _licensing.Server!.Problem!.Code);
        Assert.Equal(FaultCode.CannotSign, (await _licensing.Server.ActivationRequestAsync(Ct)).Fault!.Code);
    }

    [Fact]
    public async Task While_it_is_away_what_needs_no_signature_is_done()
    {
        var secret = HttpTalk.NewSecret();
        (await _licensing.Protocol!.AcquireAsync(secret, Request(), cancellationToken: Ct)).Good();
        _signer.IsAway = true;

        var (refused, released) = (AcquireAsync(), _licensing.Protocol!.ReleaseAsync(Secrets.IdOf(secret), secret, Ct));

        Assert.Equal(FaultCode.CannotSign, (await refused).Fault!.Code);
        Assert.True((await released).IsDone);
        Assert.Empty(await _licensing.Server!.ListSessionsAsync());
    }

    [Fact]
    public async Task When_it_is_back_the_same_request_is_granted()
    {
        _signer.IsAway = true;
        await AcquireAsync();
        _signer.IsAway = false;
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null((await AcquireAsync()).Fault);
        Assert.Null(_licensing.Server!.Problem);
    }

    [Fact]
    public async Task A_signer_that_has_just_failed_is_not_asked_for_a_second()
    {
        _signer.IsAway = true;
        await AcquireAsync();
        var failed = _signer.Failed;

        await AcquireAsync();
        _clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        await AcquireAsync();
        Assert.Equal(failed, _signer.Failed);

        _clock.Advance(TimeSpan.FromTicks(1));
        await AcquireAsync();
        Assert.Equal(failed + 1, _signer.Failed);
    }

    [Fact]
    public async Task A_signer_that_does_not_answer_within_a_second_refuses_its_request_and_is_left_alone_for_as_long()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        _signer.Hangs = () => new TaskCompletionSource().Task;
        var asked = Sign(signer, "a.b"u8.ToArray());
        _clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(asked.IsCompleted);

        _clock.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<SigningException>(() => asked);

        _signer.Hangs = () => Task.CompletedTask;
        _clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<SigningException>(() => Sign(signer, "a.b"u8.ToArray()));
        _clock.Advance(TimeSpan.FromTicks(1));
        await Sign(signer, "a.b"u8.ToArray());
    }

    [Fact]
    public async Task Documents_of_a_batch_are_signed_in_parallel_by_a_signer_elsewhere()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        var (waiting, all) = (0, new TaskCompletionSource());
        _signer.Hangs = () => Interlocked.Increment(ref waiting) == 8 ? Release(all) : all.Task;
        var documents = Leases(8);

        var failed = await signer.SignAsync(documents).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.Empty(failed);
        Assert.All(documents, d => Assert.True(d.IsSigned));
    }

    [Fact]
    public async Task A_batch_takes_one_document_at_first_then_what_the_signer_did_in_its_last_half_second()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        Assert.Equal(1, signer.Capacity);

        await SignAsync(signer, 1, TimeSpan.FromMilliseconds(20));
        Assert.Equal(25, signer.Capacity);
        await SignAsync(signer, 25, TimeSpan.FromMilliseconds(20));
        Assert.Equal(RequestQueues.MaxBatch, signer.Capacity);
    }

    [Fact]
    public async Task A_slow_signer_that_answers_within_half_a_second_gets_more_each_time()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        for (var capacity = 1; capacity < RequestQueues.MaxBatch; capacity = signer.Capacity)
        {
            await SignAsync(signer, capacity, TimeSpan.FromMilliseconds(490));
            Assert.True(signer.Capacity > capacity, $"{signer.Capacity} after {capacity}");
        }
    }

    [Fact]
    public async Task A_signer_that_signs_one_at_a_time_gets_half_a_second_of_work_and_refuses_nothing()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        for (var i = 0; i < 10; i++)
        {
            await SignAsync(signer, signer.Capacity, TimeSpan.FromMilliseconds(10) * signer.Capacity);
            Assert.Equal(50, signer.Capacity);
        }
    }

    [Fact]
    public async Task A_small_batch_takes_nothing_from_the_next_within_half_a_second()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        await SignAsync(signer, 100, TimeSpan.FromMilliseconds(100));
        Assert.Equal(500, signer.Capacity);

        await SignAsync(signer, 1, TimeSpan.FromMilliseconds(100));
        Assert.Equal(500, signer.Capacity);
        await SignAsync(signer, 1, TimeSpan.FromMilliseconds(400));
        Assert.Equal(2, signer.Capacity);
    }

    [Fact]
    public async Task After_a_failure_one_document_tries_the_signer()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        await SignAsync(signer, 100, TimeSpan.FromMilliseconds(100));
        _signer.IsAway = true;

        Assert.Equal(100, (await SignAsync(signer, 100, TimeSpan.Zero)).Count);

        Assert.Equal(1, signer.Capacity);
    }

    [Fact]
    public async Task Documents_that_are_not_signed_within_a_second_hold_up_their_batch_only_and_the_next_gets_what_was_signed_in_half_of_it()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        var (hanging, asked) = (new TaskCompletionSource(), 0);
        _signer.Hangs = () => Interlocked.Increment(ref asked) <= 100 ? Task.CompletedTask : hanging.Task;
        var signing = signer.SignAsync(Leases(300)).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await signing).Count);
        Assert.Equal(50, signer.Capacity);
        Assert.Equal((50, 300), ((await signer.SignAsync(Leases(50))).Count, asked));
    }

    [Fact]
    public async Task A_signer_elsewhere_has_at_most_a_whole_batch_to_sign_at_once()
    {
        using var signer = new DocumentSigner(_signer, _clock, NullLogger.Instance);
        var (hanging, asked) = (new TaskCompletionSource(), 0);
        _signer.Hangs = () =>
        {
            Interlocked.Increment(ref asked);
            return hanging.Task;
        };

        var signing = signer.SignAsync(Leases(RequestQueues.MaxBatch + 8)).AsTask();
        Assert.Equal(RequestQueues.MaxBatch, asked);

        hanging.SetResult();
        Assert.Empty(await signing);
    }

    [Fact]
    public async Task A_signer_that_does_not_sign_one_document_signs_the_next_at_once_and_is_no_problem()
    {
        _signer.RefusesXml = true;

        var refused = (await _licensing.Issuer!.FileAsync(_licenseId, XmlLicenses.Format, Ct)).Fault!;

        Assert.Equal(FaultCode.CannotSign, refused.Code);
        Assert.Contains("does not sign such a document", refused.Message, StringComparison.Ordinal);
        Assert.Null(_licensing.Server!.Problem);
        Assert.Null((await AcquireAsync()).Fault);
    }

    [Fact]
    public async Task Of_documents_that_are_not_signed_the_first_in_a_row_is_logged()
    {
        using var log = new LogBook();
        using var signer = new DocumentSigner(_signer, _clock, log.CreateLogger("LicenseKit"));
        _signer.RefusesXml = true;

        Assert.True((await Assert.ThrowsAsync<SigningException>(() => Sign(signer, "<a/>"u8.ToArray()))).IsRefusal);
        await Assert.ThrowsAsync<SigningException>(() => Sign(signer, "<a/>"u8.ToArray()));
        Assert.Single(log.Lines);

        await Sign(signer, "a.b"u8.ToArray());
        await Assert.ThrowsAsync<SigningException>(() => Sign(signer, "<a/>"u8.ToArray()));
        Assert.Equal(["Warning 8014: The signer does not sign a document (LK8012).", "Warning 8014: The signer does not sign a document (LK8012)."], log.Lines);
    }

    [Theory]
    [InlineData("signs with another key")]
    [InlineData("signs other data")]
    [InlineData("writes garbage")]
    [InlineData("becomes another key")]
    public async Task What_a_signer_signs_wrongly_never_leaves_the_server(string lie)
    {
        _signer.Lie = lie;

        Assert.Equal(FaultCode.CannotSign, (await AcquireAsync()).Fault!.Code);
        Assert.Equal(FaultCode.CannotSign, _licensing.Server!.Problem!.Code);
        Assert.Empty(await _licensing.Server.ListSessionsAsync());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(FaultCode.CannotSign, (await _licensing.Issuer!.IssueAsync(Acme.Child(), "Ann", Ct)).Fault!.Code);
        Assert.Equal(1, await CountAsync());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(FaultCode.CannotSign, (await _licensing.Server.ActivationRequestAsync(Ct)).Fault!.Code);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(FaultCode.CannotSign, (await _licensing.Issuer.FileAsync(_licenseId, XmlLicenses.Format, Ct)).Fault!.Code);
    }

    private static Task Sign(DocumentSigner signer, byte[] data) => signer.SignAsync(data, new byte[64], Ct).AsTask();

    [Fact]
    public async Task Grants_that_follow_a_new_end_are_issued_again_at_the_rate_of_the_signer()
    {
        const int Grants = 200;
        var batches = new ConcurrentDictionary<int, int>(); // documents, by the re-issues committed before
        _signer.Hangs = () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            batches.AddOrUpdate(Reissued(), 1, (_, count) => count + 1);
            return Task.CompletedTask;
        };
        var issued = await Task.WhenAll(Enumerable.Range(0, Grants).Select(i => _licensing.Issuer!.IssueAsync(Acme.Child($"Client {i}", 0), "Ann", Ct)));
        Assert.All(issued, i => Assert.Null(i.Fault));
        batches.Clear();

        var next = Acme.NextMaster(_licensing.Server!.Status().Good().Id, _signer.PublicKey, Acme.Seats(10, 20, 5), Acme.Start.AddDays(300));
        (await _licensing.Server.ApplyAsync(next, "Ann", cancellationToken: Ct)).Good();

        await _clock.SettleAsync(Ct);
        Assert.Equal(Grants, Reissued());
        Assert.Equal(Grants, batches.Values.Sum());
        Assert.InRange(batches.Values.Max(), 1, 50);

        int Reissued() => ((LicenseServer)_licensing.Server!).Loop.Published.Ledger.Servers.Values.Count(g => g.Claims.Serial == 2);
    }

    private Document[] Leases(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Document(DocumentType.Lease, BitConverter.GetBytes(i), _signer.PublicKey))];

    /// <summary>Has so many documents signed, all of them at the end of that time.</summary>
    private async Task<IReadOnlyDictionary<Document, LicenseFault>> SignAsync(DocumentSigner signer, int count, TimeSpan time)
    {
        var done = new TaskCompletionSource();
        _signer.Hangs = () => done.Task;
        var signing = signer.SignAsync(Leases(count)).AsTask();
        _clock.Advance(time);
        done.SetResult();
        return await signing;
    }

    private static Task Release(TaskCompletionSource all)
    {
        all.SetResult();
        return Task.CompletedTask;
    }

    private Task<Outcome<LeaseAnswer>> AcquireAsync() => _licensing.Protocol!.AcquireAsync(HttpTalk.NewSecret(), Request(), cancellationToken: Ct);

    private SessionRequest Request() => new(_license, "developer", Secrets.NewNonce());

    private async Task<int> CountAsync()
    {
        var count = 0;
        await foreach (var item in _licensing.Issuer!.ListAsync())
        {
            count++;
        }

        return count;
    }
}
