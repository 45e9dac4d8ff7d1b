namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>The answer to a request; <paramref name="At"/> is the end of a lease, or the start of a grant.</summary>
internal readonly record struct Answer(Verdict Verdict, long At = 0)
{
    public static Answer Done => new(Verdict.Done);

    public static Answer Refused => new(Verdict.Refused);

    public override string ToString() => At == 0 ? $"{Verdict}" : $"{Verdict} {At}";
}
