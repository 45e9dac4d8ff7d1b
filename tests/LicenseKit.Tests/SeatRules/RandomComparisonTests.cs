using CsCheck;

namespace LicenseKit.Tests.SeatRules;

/// <summary>Random worlds and random acts: the server decides as the model does.</summary>
/// <remarks>The same matches in every run; other ones for as many seconds as <c>CsCheck_Time</c> says.</remarks>
public sealed class RandomComparisonTests
{
    private const int Matches = 400;

    [Fact]
    public void The_server_answers_as_the_model_does()
    {
        if (Environment.GetEnvironmentVariable("CsCheck_Time") is not null)
        {
            Comparison.Matches.Sample(m => Comparison.Play(m.World, m.Acts, master => new RealWorld(master)), threads: 1);
            return;
        }

        for (var number = 0; number < Matches; number++)
        {
            var random = new Random(number);
            var (world, acts) = (random.Next(), Enumerable.Range(0, 1 + random.Next(80)).Select(_ => random.Next()).ToArray());
            Comparison.Play(world, acts, master => new RealWorld(master));
        }
    }
}
