namespace LicenseKit.Load;

/// <summary>A promise: the rate of one candidate divided by that of another in the same round, of which the median counts.</summary>
internal sealed record Ratio(string What, string Group, string Candidate, string Baseline, double Target)
{
    public static IReadOnlyList<Ratio> All { get; } =
    [
        new("durable acquire ÷ the same answer signed, nothing stored", "server", "acquire", "signed only", 0.6),
        new("durable acquire ÷ signed, one transaction a request", "server", "acquire", "one transaction each", 3.5),
        new("durable acquire ÷ `GET /server`", "server", "acquire", "GET /server", 0.3),
        new("renew ÷ `GET /server`", "server", "renew", "GET /server", 0.42),
        new("acquire, signer of 20 ms ÷ key in the process", "signer", "acquire, signer of 20 ms", "acquire, key in the process", 0.5),
        new("renew with many live sessions ÷ with few", "live", "renew among many", "renew among few", 0.8),
    ];

    /// <summary>The quotient of each round that has both.</summary>
    public IReadOnlyList<double> Of(IEnumerable<Measured> runs)
    {
        var own = runs.Where(r => r.Group == Group).ToLookup(r => r.Candidate, StringComparer.Ordinal);
        return [.. own[Candidate].Join(own[Baseline], r => r.Round, r => r.Round, (r, b) => r.Rate / b.Rate).Order()];
    }
}
