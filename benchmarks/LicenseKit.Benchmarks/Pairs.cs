using System.Globalization;

namespace LicenseKit.Benchmarks;

/// <summary>The paired measurements: the ratios that are promised.</summary>
internal static class Pairs
{
    /// <param name="results">Folder for the table; null writes none.</param>
    /// <param name="only">Part of the name of the pairings that are wanted; null for all.</param>
    /// <param name="isShort">Proves that all of it runs; measures nothing.</param>
    public static int Run(string? results, string? only, bool isShort)
    {
        var rounds = isShort ? 3 : 200;
        var warmUp = TimeSpan.FromSeconds(isShort ? 0.05 : 2);
        var text = new System.Text.StringBuilder();
        foreach (var pairing in All(rounds, warmUp).Where(p => only is null || p.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var table = pairing.Measure();
            Console.WriteLine($"{pairing.Name}\n{table}");
            text.AppendLine(CultureInfo.InvariantCulture, $"## {pairing.Name}").AppendLine().AppendLine(table);
        }

        Results.Write(only is null ? results : null, "Paired", "`benchmarks/run --paired`",
            $"{rounds} rounds in rotated order, thread CPU time, median of the per-round ratios to the first candidate.\n\n{text.ToString().TrimEnd()}");
        return 0;
    }

    private static IEnumerable<Pairing> All(int rounds, TimeSpan warmUp)
    {
        foreach (var links in new[] { 1, 2, 3, 8 })
        {
            var verify = new VerifyLicense { Links = links };
            verify.Setup();
            yield return new Pairing($"License file of {links} link{(links == 1 ? "" : "s")}, {verify.SignedBytes:#,0} signed bytes", rounds, 5, warmUp)
                .Add($"raw Ed25519 verify x {links}", n => Repeat(n, verify.RawEd25519))
                .Add("load + verify + read + evaluate", n => Repeat(n, () => verify.LoadVerifyEvaluate() is not null))
                .Add("the same bytes again", n => Repeat(n, () => verify.SameBytesAgain() is not null));
        }

        foreach (var isLargest in new[] { false, true })
        {
            var xml = new VerifyXml { IsLargest = isLargest };
            xml.Setup();
            yield return new Pairing($"{(isLargest ? "The largest license" : "License")} file in XML, 1 link, {xml.Bytes:#,0} bytes", rounds, 5, warmUp)
                .Add("SignedXml, RSA-2048", n => Repeat(n, xml.SignedXmlRsa))
                .Add("load + verify + read + evaluate", n => Repeat(n, () => xml.Written() is not null))
                .Add("a file that another tool saved", n => Repeat(n, () => xml.Foreign() is not null));
        }

        var check = new HotCheck();
        check.Setup();
        yield return new Pairing("Session.Check", rounds, 4, warmUp)
            .Add("volatile read + TickCount64", check.RepeatFloor)
            .Add("Check()", check.RepeatCheck);
        yield return new Pairing("Session.Check and the usual clock", rounds, 4, warmUp)
            .Add("DateTime.UtcNow", check.RepeatUtcNow)
            .Add("Check()", check.RepeatCheck);

        var allowance = new AllowanceAt();
        allowance.Setup();
        yield return new Pairing("Timeline.At, instants as time goes by (x 16,384)", rounds, 4, warmUp)
            .Add("1 stage", n => Repeat(n, () => allowance.OneStage() != 0))
            .Add("256 stages", n => Repeat(n, () => allowance.AllStages() != 0));
        yield return new Pairing("Timeline.At, any instant (x 16,384)", rounds, 4, warmUp)
            .Add("1 stage", n => Repeat(n, () => allowance.OneStageAnyInstant() != 0))
            .Add("256 stages", n => Repeat(n, () => allowance.AllStagesAnyInstant() != 0));
    }

    private static long Repeat(int times, Func<bool> work)
    {
        var yes = 0L;
        for (var i = 0; i < times; i++)
        {
            yes += work() ? 1 : 0;
        }

        return yes;
    }
}
