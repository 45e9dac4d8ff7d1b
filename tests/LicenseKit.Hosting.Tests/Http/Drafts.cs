namespace LicenseKit.Hosting.Tests.Http;

/// <summary>Drafts as a script writes them.</summary>
internal static class Drafts
{
    public static string Child(string client = "Initech", int developer = 3, string more = "") =>
        $$"""{"client":"{{client}}","seats":{"developer":{{developer}}},"duration":"P30D"{{more}}}""";

    public static string Team(int developer = 2, string more = "") =>
        $$"""{"client":"Team","seats":{"developer":{{developer}}},"duration":"P20D"{{more}}}""";
}
