using System.Globalization;

namespace LicenseKit.Tests.SeatRules;

/// <summary>Small worlds: in each state that is reached, the server decides as the model does.</summary>
public sealed class SmallWorldTests
{
    /// <summary>Sequences of each world; <c>SeatRules_Most</c> says another number.</summary>
    private static readonly int Most =
        int.TryParse(Environment.GetEnvironmentVariable("SeatRules_Most"), CultureInfo.InvariantCulture, out var most) ? most : 400;

    public static TheoryData<string> Worlds => [.. SmallWorlds.All.Keys];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void The_server_answers_as_the_model_does(string world)
    {
        var (states, isComplete) = SmallWorlds.All[world].Run(master => new RealWorld(master), Most);
        TestContext.Current.SendDiagnosticMessage($"{world}: {states} states{(isComplete ? ", all" : "")}");
        Assert.True(states > 50);
    }
}
