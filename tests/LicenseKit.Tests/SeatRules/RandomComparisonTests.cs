using CsCheck;

namespace LicenseKit.Tests.SeatRules;

/// <summary>Random worlds and random acts: the server decides as the model does.</summary>
public sealed class RandomComparisonTests
{
    [Fact]
    public void The_server_answers_as_the_model_does() =>
        Comparison.Matches.Sample(m => Comparison.Play(m.World, m.Acts, master => new RealWorld(master)), iter: 300, threads: 1);
}
