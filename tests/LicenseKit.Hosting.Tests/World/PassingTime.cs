using LicenseKit.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LicenseKit.Hosting.Tests;

/// <summary>Time that goes on in steps; what becomes due in one is done before the next.</summary>
internal static class PassingTime
{
    private const int MostSteps = 10_000;

    public static Task UntilAsync(this FakeTimeProvider clock, Func<bool> isSo, TimeSpan step, TimeProvider? seen = null) =>
        clock.UntilAsync(() => Task.FromResult(isSo()), step, seen);

    /// <summary>Until something is so.</summary>
    /// <param name="clock">The clock that is moved.</param>
    /// <param name="isSo">What is waited for.</param>
    /// <param name="step">By how much it is moved at once.</param>
    /// <param name="seen">The clock as licensing sees it; null = the same.</param>
    public static async Task UntilAsync(this FakeTimeProvider clock, Func<Task<bool>> isSo, TimeSpan step, TimeProvider? seen = null)
    {
        await (seen ?? clock).SettleAsync(TestContext.Current.CancellationToken);
        for (var steps = 0; !await isSo(); steps++)
        {
            Assert.True(steps < MostSteps, "what was waited for did not come");
            clock.Advance(step);
            await (seen ?? clock).SettleAsync(TestContext.Current.CancellationToken);
        }
    }
}
