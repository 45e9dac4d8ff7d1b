namespace LicenseKit.Tests.SeatRules;

/// <summary>Small worlds, explored breadth first: in each state that is reached, the server decides as the model does.</summary>
public sealed class SmallWorldTests
{
    private static readonly int Most = int.TryParse(Environment.GetEnvironmentVariable("SeatRules_Most"), out var most) ? most : 1000;

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
