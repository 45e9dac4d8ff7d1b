using LicenseKit.Chains;
using LicenseKit.Sessions;

namespace LicenseKit.Tests.Kit;

/// <summary>A licensing that says what a test sets.</summary>
public sealed class FakeLicensingTests
{
    private static readonly LicenseFault Unpaid = new(FaultCode.Suspended, "License 'Test' is suspended.", "Pay.");

    [Fact]
    public async Task It_gives_as_many_seats_of_a_kind_as_it_was_told()
    {
        var licensing = new FakeLicensing().WithSeats("developer", 1);

        var first = (await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session!;
        Assert.True(first.Check());
        Assert.Equal(FaultCode.NoSeat, (await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Fault!.Code);
        Assert.Equal(FaultCode.NoSeat, (await licensing.AcquireAsync("execution", TestContext.Current.CancellationToken)).Fault!.Code);
        await first.DisposeAsync();
        Assert.NotNull((await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session);
    }

    [Fact]
    public void Its_features_are_those_that_were_given()
    {
        var licensing = new FakeLicensing().WithFeature("export.pdf", limit: 3);

        Assert.True(licensing.Allows("export.pdf"));
        Assert.Equal(3, licensing.FindFeature("export.pdf").Value!.Limit);
        Assert.Equal(FaultCode.FeatureNotLicensed, licensing.WithoutFeature("export.pdf").FindFeature("export.pdf").Fault!.Code);
    }

    [Fact]
    public async Task A_standing_that_is_set_reaches_the_app_and_sessions_end_with_the_reason()
    {
        var licensing = new FakeLicensing().WithSeats("developer", 2).WithFeature("vision");
        var changes = new List<Standing>();
        licensing.Changed += (_, change) => changes.Add(change.Standing.Standing);
        var session = (await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session!;

        licensing.Stop(Standing.Suspended, Unpaid);
        Assert.True(session.Check());
        Assert.False(licensing.Allows("vision"));
        Assert.Same(Unpaid, (await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Fault);
        licensing.EndAll(Unpaid);
        Assert.Equal((false, SessionStanding.Lost, Unpaid, true), (session.Check(), session.Standing, session.Fault, session.Lost.IsCancellationRequested));
        Assert.Empty(licensing.Sessions);

        licensing.Resume();
        Assert.NotNull((await licensing.AcquireAsync("developer", TestContext.Current.CancellationToken)).Session);
        Assert.Equal([Standing.Suspended, Standing.Good], changes);
    }
}
