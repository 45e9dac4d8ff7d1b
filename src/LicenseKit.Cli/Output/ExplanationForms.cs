using LicenseKit.Chains;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>An explanation for people: the number, what each link allows, which of them limits it, what is wrong, and what comes next.</summary>
internal static class ExplanationForms
{
    /// <param name="output">Where it is printed.</param>
    /// <param name="file">The name of the file.</param>
    /// <param name="verdict">The accepted file.</param>
    /// <param name="explained">What is printed.</param>
    public static void Explanation(this TextOutput output, string file, Verdict verdict, Explanation explained)
    {
        var forHolder = explained.Standing.Standing == Chains.Standing.NotActivated ? " for the right holder" : "";
        output.Line($"{file}: verified", Severity.Success);
        output.Line($"{explained.Kind} at {Shown.Instant(explained.At)}: {Count(explained.Allowed)}{forHolder}", explained.Allowed > 0 ? Severity.Success : Severity.Warning);
        output.Chain(ChainLinks.Of(verdict), i => [Describe(explained, explained.Links[i])]);
        foreach (var problem in explained.Problems)
        {
            output.Field("problem", problem.ToString(), Severity.Warning);
        }

        output.Field("limited by", LimitedBy(explained));
        output.Field("next change", NextOf(verdict.Chain!, explained));
        if (EffectiveTimeline.Of(verdict.Chain!).Kinds is var kinds && !kinds.Contains(explained.Kind))
        {
            output.Field("note", $"no link names '{explained.Kind}'; only generic seats can serve it. Known kinds: {string.Join(", ", kinds)}");
        }
    }

    private static string Describe(Explanation explained, ExplainedLink link)
    {
        var (kind, allows) = (explained.Kind, link.Allows);
        var seats = allows.Source == AllowanceSource.Nothing ? $"nothing at {Shown.Instant(explained.At)}"
            : $"{Source(allows)}: {kind} {Seats.Text(allows.Own)} + generic {Seats.Text(allows.Generic)} = {Seats.Text(allows.Most)}";
        var until = allows.Until is { } end && UnixTime.Of(end) < UnixTime.Max ? $", until {Shown.Instant(end)}" : "";
        return seats + until + (allows.Limits ? " <- limits" : "");
    }

    private static string LimitedBy(Explanation explained)
    {
        var limits = explained.Links.Where(l => explained.LimitedBy.Contains(l.Id)).Select(l => $"'{l.Client}', {Reason(explained, l)}").ToArray();
        return limits.Length == 0 ? "nothing (unlimited)" : string.Join("; and by ", limits);
    }

    private static string Reason(Explanation explained, ExplainedLink link) => link switch
    {
        { Standing: Chains.Standing.Suspended or Chains.Standing.Revoked } => $"which is {link.Standing.Text()}",
        { Allows.Source: not AllowanceSource.Nothing } => Source(link.Allows),
        { Allows.Until: null } => "which has ended",
        _ => explained.At < link.NotBefore ? $"which starts at {Shown.Instant(link.NotBefore)}" : "which was signed later",
    };

    private static string NextOf(Chain chain, Explanation explained) => explained.Next is { } next && UnixTime.Of(next.At) < UnixTime.Max
        ? $"{Shown.Instant(next.At)}: {Seats.Text(explained.Allowed)} -> {Seats.Text(next.Allowed)}, limited by {LimitedBy(Chains.Explanation.Of(chain, explained.Kind, next.At))}"
        : "never";

    private static string Source(LinkAllowance allows) => allows.Stage switch
    {
        null => "base",
        { Name.Length: > 0 } stage => $"stage '{stage.Name}' ({Shown.Period(stage)})",
        var stage => $"stage without a name ({Shown.Period(stage)})",
    };

    private static string Count(long seats) => seats == 1 ? "1 seat" : $"{Seats.Text(seats)} seats";
}
