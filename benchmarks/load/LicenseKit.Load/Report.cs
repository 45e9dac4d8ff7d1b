using System.Globalization;
using System.Text;
using LicenseKit.Benchmarks;
using static System.FormattableString;

namespace LicenseKit.Load;

/// <summary>Makes the table of a run from the lines that <c>benchmarks/load/run</c> has gathered.</summary>
internal static class Report
{
    private const double Mib = 1024 * 1024;

    public static int Run(string from, string command, string? results)
    {
        var lines = File.ReadLines(from).Select(l => l.Split('\t')).ToArray();
        Measured[] runs = [.. lines.Where(l => l[0] == "run").Select(l => Measured.Parse(l[1..]))];
        var values = lines.Where(l => l[0] == "value")
            .ToDictionary(l => l[1], l => double.Parse(l[2], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var table = new StringBuilder();
        WriteHead(table, command, values);
        WriteRatios(table, runs);
        WriteRest(table, values);
        WriteRuns(table, runs);
        Console.Write(table);
        if (results is not null)
        {
            File.WriteAllText(Path.Combine(results, "Load.md"), table.ToString());
        }

        return 0;
    }

    private static void WriteHead(StringBuilder table, string command, Dictionary<string, double> values)
    {
        table.Append(CultureInfo.InvariantCulture, $"""
            # Load

            - Machine: {Machine.Line()}
            - Date: {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC
            - Command: `{command}`
            - fsync of 4 KiB before the run: p50 {values["fsync p50 before"]:N0} µs, p99 {values["fsync p99 before"]:N0} µs
            - fsync of 4 KiB after the run: p50 {values["fsync p50 after"]:N0} µs, p99 {values["fsync p99 after"]:N0} µs
            - {values["rounds"]:N0} rounds of {values["seconds"]:N0} s for each candidate, in turns; SQLite FULL
            - wrk with one thread on the same processors, HTTP on loopback; an answer with a lease has {values["answer size"]:N0} bytes
            - few = {values["few"]:N0}, many = {values["many"]:N0} live sessions


            """);
    }

    private static void WriteRatios(StringBuilder table, Measured[] runs)
    {
        table.Append("| what | target | median of the rounds | least – most | |\n|---|---:|---:|---:|---|\n");
        foreach (var ratio in Ratio.All)
        {
            var all = ratio.Of(runs);
            var median = Median(all);
            table.Append(CultureInfo.InvariantCulture,
                $"| {ratio.What} | ≥ {ratio.Target} | {median:F2} | {all[0]:F2} – {all[^1]:F2} | {Met(median >= ratio.Target)} |\n");
        }
    }

    private static void WriteRest(StringBuilder table, Dictionary<string, double> values)
    {
        var sessions = values["live many"] - values["live empty"];
        var heap = (values["heap many"] - values["heap empty"]) / sessions;
        var workingSet = (values["working set many"] - values["working set empty"]) / sessions;
        var ready = values["ready many"] / 1000;
        var p99 = values["slow list p99"];
        var growth = values["slow growth"] / Mib;
        table.Append("\n| what | target | | |\n|---|---:|---:|---|\n");
        Row($"managed heap per live session, {sessions:N0} of them, less an empty server", "≤ 96 B", $"{heap:F0} B", Met(heap <= 96));
        Row($"working set per live session after the start, less an empty server", "–", $"{workingSet:F0} B", "");
        Row($"start of the process to ready, {sessions:N0} stored sessions (empty: {values["ready empty"] / 1000:F1} s)",
            "≤ 10 s", $"{ready:F1} s", Met(ready <= 10));
        var slow = Invariant($"fsync delayed by {values["slow delay"]:N0} ms, 256 connections acquiring");
        Row($"{slow}: `GET /admin/sessions` p99 (p50 {values["slow list p50"]:F1} ms, {values["slow lists"]:N0} requests)",
            "≤ 50 ms", $"{p99:F1} ms", Met(p99 <= 50));
        Row($"{slow}: growth of the working set ({values["slow acquires"]:N0} acquired meanwhile)",
            "≤ 50 MB", $"{growth:F0} MB", Met(growth <= 50));

        void Row(FormattableString what, string target, FormattableString value, string met) =>
            table.Append(CultureInfo.InvariantCulture, $"| {Invariant(what)} | {target} | {Invariant(value)} | {met} |\n");
    }

    private static void WriteRuns(StringBuilder table, Measured[] runs)
    {
        table.Append("\n| group | candidate | k/s, median | least – most | p50 ms | p99 ms |\n|---|---|---:|---:|---:|---:|\n");
        foreach (var own in runs.GroupBy(r => (r.Group, r.Candidate)))
        {
            table.Append(CultureInfo.InvariantCulture,
                $"| {own.Key.Group} | {own.Key.Candidate} | {Median(own.Select(r => r.Rate)) / 1000:F2} ");
            table.Append(CultureInfo.InvariantCulture,
                $"| {own.Min(r => r.Rate) / 1000:F2} – {own.Max(r => r.Rate) / 1000:F2} ");
            table.Append(CultureInfo.InvariantCulture,
                $"| {Median(own.Select(r => r.P50)):F1} | {Median(own.Select(r => r.P99)):F1} |\n");
        }

        table.Append("\nserver: 64 connections, one process for all. ");
        table.Append("signer: 512 connections, live: 64 connections, one process for each candidate.\n");
    }

    private static string Met(bool isMet) => isMet ? "met" : "**missed**";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
