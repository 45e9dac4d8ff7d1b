using LicenseKit.Hosting.Server;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Tests.Server;

/// <summary>What a batch takes of the requests that wait.</summary>
public sealed class RequestQueuesTests
{
    private static readonly Request Ping = new Request.AnswerPing(null!, "", null!);
    private static readonly Request Renewal = new Request.Renew(default, 1, "");
    private static readonly Request Release = new Request.Release(default);
    private static readonly Request Acquire = new Request.Acquire(default, "", "developer", "", null);

    private readonly RequestQueues _queues = new(new InFlight(TimeProvider.System));

    [Fact]
    public void A_batch_takes_at_most_512_requests()
    {
        Add(600, Renewal);

        Assert.Equal((512, 88), (_queues.Take(int.MaxValue).Count, _queues.Take(int.MaxValue).Count));
    }

    [Fact]
    public void Of_requests_that_sign_it_takes_no_more_than_the_signer_can_do_and_all_others()
    {
        Add(50, Renewal);
        Add(50, Release);
        Add(50, Acquire);

        Assert.Equal((0, 30, 50), Count(_queues.Take(30)));
        Assert.Equal((0, 30, 0), Count(_queues.Take(30)));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(25)]
    public void A_flood_of_one_class_leaves_a_fifth_to_each_other(int mostSigned)
    {
        Add(600, Ping);
        Add(600, Renewal);
        Add(600, Acquire);

        var taken = _queues.Take(mostSigned);

        Assert.Equal(mostSigned, taken.Count);
        Assert.All([Ping, Renewal, Acquire], request => Assert.InRange(taken.Count(t => t.Request == request), mostSigned / 5, mostSigned));
    }

    private void Add(int count, Request request)
    {
        for (var i = 0; i < count; i++)
        {
            _queues.Add(new PendingRequest(request));
        }
    }

    private static (int Pings, int Leases, int Releases) Count(List<PendingRequest> taken) => (
        taken.Count(t => t.Request.Class == RequestClass.Ping),
        taken.Count(t => t.Request.Class is RequestClass.Renew or RequestClass.Acquire),
        taken.Count(t => t.Request.Class == RequestClass.Release));
}
