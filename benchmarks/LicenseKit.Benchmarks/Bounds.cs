using System.Globalization;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Testing;
using LicenseKit.Xml;

namespace LicenseKit.Benchmarks;

/// <summary>The promise that no file of at most 256 KiB costs more than 20 times the CPU time or memory of a good file of its size.</summary>
/// <remarks>The good file has as many links and stages as fill the size, and white space for the rest. Least of several turns, hostile and good one after the other.</remarks>
internal static class Bounds
{
    public const double Most = 20;
    private const int ShownRows = 12;
    private const int Limit = 256 * 1024;

    private static readonly Dictionary<(int, bool), byte[]> GoodFiles = [];

    public static bool Run(string? results, bool isShort)
    {
        var turns = isShort ? 5 : 60;
        Cost[] costs = [.. Candidates().Where(c => c.Bytes.Length <= Limit).Select(c => Measure(c.Name, c.Bytes, c.Verifier, turns))];
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{costs.Length} files: every vector of at most 256 KiB, and generated ones. Ratios to a good file of the same size; at most {Most:0} is promised.").AppendLine();
        Table(text, "CPU time", costs, c => c.Time);
        Table(text, "Memory", costs, c => c.Memory);
        Console.WriteLine(text);
        Results.Write(results, "Bounds", "`benchmarks/run --bounds`", text.ToString().TrimEnd());
        return isShort || Array.TrueForAll(costs, c => c.Time <= Most && c.Memory <= Most);
    }

    private static void Table(StringBuilder text, string what, Cost[] costs, Func<Cost, double> ratio)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"## {what}: the {ShownRows} worst\n\n| file | bytes | ratio | µs | good, µs | B | good, B |\n|---|---:|---:|---:|---:|---:|---:|");
        foreach (var c in costs.OrderByDescending(ratio).Take(ShownRows))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {c.Name} | {c.Size:#,0} | **{ratio(c):0.00}** | {c.Nanoseconds / 1000.0:#,0.0} | {c.GoodNanoseconds / 1000.0:#,0.0} | {c.Bytes:#,0} | {c.GoodBytes:#,0} |");
        }

        text.AppendLine();
    }

    private static Cost Measure(string name, byte[] file, Verifier verifier, int turns)
    {
        var good = GoodFile(file.Length, XmlLicenses.Format.Begins(file));
        var (mine, its) = (long.MaxValue, long.MaxValue);
        var (myBytes, itsBytes) = (long.MaxValue, long.MaxValue);
        for (var turn = 0; turn < turns; turn++)
        {
            Once(verifier, file, ref mine, ref myBytes);
            Once(Some.Verifier, good, ref its, ref itsBytes);
        }

        return new Cost(name, file.Length, mine, its, myBytes, itsBytes);
    }

    private static void Once(Verifier verifier, byte[] file, ref long nanoseconds, ref long bytes)
    {
        var fresh = verifier.Accept(XmlLicenses.Format); // remembers no file
        var (start, before) = (ThreadTime.Nanoseconds(), GC.GetAllocatedBytesForCurrentThread());
        fresh.Verify(file, Some.Start);
        nanoseconds = Math.Min(nanoseconds, ThreadTime.Nanoseconds() - start);
        bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>A good file in the same encoding: up to 8 links, then stages, then white space, until the size is reached.</summary>
    private static byte[] GoodFile(int size, bool isXml)
    {
        if (!GoodFiles.TryGetValue((size / 2300, isXml), out var file))
        {
            var links = 8;
            while (links > 1 && Chain(links, 0, isXml).Length > size)
            {
                links--;
            }

            var (low, high) = (0, 256);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = Chain(links, middle, isXml).Length <= size ? (middle, high) : (low, middle - 1);
            }

            file = GoodFiles[(size / 2300, isXml)] = Chain(links, low, isXml);
            if (Some.Verifier.Accept(XmlLicenses.Format).Verify(file, Some.Start).Fault is { } fault)
            {
                throw new InvalidOperationException(fault.ToString());
            }
        }

        return file.Length >= size ? file : [.. file, .. Enumerable.Repeat((byte)' ', size - file.Length)];
    }

    private static byte[] Chain(int links, int stages, bool isXml)
    {
        var (link, issuer) = (Some.Master(c => Stages(c, stages)), Some.Root);
        for (var i = 1; i < links; i++)
        {
            (link, issuer) = (link.Issues(), link.Holder);
        }

        var bundle = link.Unchecked().Bundle();
        return isXml ? XmlLicenses.Convert(Some.Verifier.Verify(bundle, Some.Start).Chain!, issuer) : bundle;
    }

    private static void Stages(LicenseContent content, int stages)
    {
        content.Stages.Clear();
        for (var i = 0; i < stages; i++)
        {
            content.Stages.Add(Some.Stage(Some.Start.AddDays(i), Some.Start.AddDays(i + 1), Some.Seats(5, 20 + i, 3), $"Stage {i}"));
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes, Verifier Verifier)> Candidates() =>
        Vectors.All.Select(v => (v.File, v.Bytes.ToArray(), new Verifier(v.Product, v.Roots))).Concat(Generated().Select(g => (g.Name, g.Bytes, Some.Verifier)));

    /// <summary>Shapes that cost a careless reader much, as large as a file may be; what is in a payload is well signed.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> Generated()
    {
        const int payload = 190_000;
        var child = Some.Chain(2);
        byte[] Saying(string text) => child.Saying(text).Bundle();
        byte[] Replacing(string from, string to) => Saying(child.Payload.Replace(from, to, StringComparison.Ordinal));
        static string Many(string item, int length) => string.Join(',', Enumerable.Repeat(item, length / (item.Length + 1)));
        static byte[] Bundle(string text) => Encoding.UTF8.GetBytes(text);

        yield return ("generated: brackets", Bundle(new string('[', Limit)));
        yield return ("generated: objects in objects", Bundle(string.Concat(Enumerable.Repeat("{\"a\":", Limit / 5))));
        yield return ("generated: empty links", Bundle($"{{\"lk\":\"license-bundle/1\",\"chain\":[{Many("\"\"", Limit - 60)}]}}"));
        yield return ("generated: one link of dots", Bundle($"{{\"lk\":\"license-bundle/1\",\"chain\":[\"{new string('.', Limit - 60)}\"]}}"));
        yield return ("generated: one link of letters", Bundle($"{{\"lk\":\"license-bundle/1\",\"chain\":[\"{new string('a', Limit - 60)}\"]}}"));
        yield return ("generated: long member name", Bundle($"{{\"{new string('a', Limit - 10)}\":1}}"));
        yield return ("generated: escaped member name", Bundle($"{{\"{string.Concat(Enumerable.Repeat("\\u0061", (Limit - 10) / 6))}\":1}}"));
        yield return ("generated: long version", Bundle($"{{\"lk\":\"{new string('a', Limit - 40)}\",\"chain\":[\"a\"]}}"));
        yield return ("generated: many keys", Bundle($"{{\"lk\":\"license-bundle/1\",\"keys\":{{{string.Join(',', Enumerable.Range(0, 4500).Select(i => $"\"{i}\":\"{Some.Key(1).PublicKey.X}\""))}}},\"chain\":[\"a\"]}}"));
        yield return ("generated: long key id", Bundle($"{{\"lk\":\"license-bundle/1\",\"keys\":{{\"{new string('a', Limit - 100)}\":1}},\"chain\":[\"a\"]}}"));
        yield return ("generated: white space in the bundle", Bundle("{" + new string(' ', Limit - 20) + "x"));
        yield return ("generated: payload of brackets", Saying(new string('[', payload)));
        yield return ("generated: payload of members", Saying($"{{{string.Join(',', Enumerable.Range(0, payload / 12).Select(i => $"\"{i:D6}\":1"))}}}"));
        yield return ("generated: payload of numbers", Replacing("\"ext\":{\"note\":\"hello\"}", $"\"ext\":[{Many("1", payload)}]"));
        yield return ("generated: long name in the payload", Saying($"{{\"{new string('a', payload)}\":1}}"));
        yield return ("generated: long product", Replacing("\"aud\":\"acme.robot\"", $"\"aud\":\"{new string('a', payload)}\""));
        yield return ("generated: long client", Replacing("\"Client 1\"", $"\"{new string('x', payload)}\""));
        yield return ("generated: long client, not NFC", Replacing("\"Client 1\"", $"\"{string.Concat(Enumerable.Repeat("o\u0308", payload / 3))}\""));
        yield return ("generated: client of combining marks", Replacing("\"Client 1\"", $"\"a{string.Concat(Enumerable.Repeat("\u0301\u0323", 120))}\""));
        yield return ("generated: escapes in ext", Replacing("\"hello\"", $"\"{string.Concat(Enumerable.Repeat("\\u0001", payload / 6))}\""));
        yield return ("generated: many extensions", Replacing("\"note\":\"hello\"", string.Join(',', Enumerable.Range(0, payload / 12).Select(i => $"\"{i:D6}\":\"\""))));
        yield return ("generated: many features", Replacing("\"vision\":{\"limit\":10,\"until\":1825920000}", string.Join(',', Enumerable.Range(0, payload / 12).Select(i => $"\"{i:D6}\":{{}}"))));
        yield return ("generated: many kinds", Replacing("\"seats\":{\"developer\":5,\"execution\":20,", $"\"seats\":{{{string.Join(',', Enumerable.Range(0, payload / 12).Select(i => $"\"a{i:D6}\":1"))},"));
        yield return ("generated: many stages", child.Next(c => { Stages(c, 1700); c.Stages[^1] = c.Stages[0]; }).Unchecked().Bundle());
        yield return ("generated: long number", Replacing("\"maxLicenses\":10", $"\"maxLicenses\":{new string('9', payload)}"));
        yield return ("generated: long Server URL", Replacing("https://licenses.example", "https://licenses.example/" + new string('a', payload)));
        yield return ("generated: long state", Replacing("\"active\"", $"\"{new string('a', payload)}\""));
        yield return ("generated: long License Code", Replacing($"\"jwk\":{{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"{Some.Key(2).PublicKey.X}\"}}", $"\"lkc\":\"{new string('0', payload)}\""));
        yield return ("generated: version 2 and much after it", Replacing("\"v\":1}", $"\"v\":2,\"x\":[{Many("[]", payload)}]}}"));
        yield return ("generated: 9 servers of 28 KiB", Large(8).Issues(c => c.Oem = 0).Unchecked().Bundle());
        yield return ("generated: the last of 8 beyond its parent", Large(7).Issues(c => c.Stages[^1] = Some.Stage(c.Stages[^1].From, c.Stages[^1].To, Some.Seats(99))).Unchecked().Bundle());
        yield return ("generated: 256 stages of 16 kinds, beyond in the last", Wide());
    }

    private static Link Large(int links)
    {
        var link = Some.Master(c => Stages(c, 180));
        for (var i = 1; i < links; i++)
        {
            link = link.Issues();
        }

        return link;
    }

    private static byte[] Wide()
    {
        var master = Some.Master(c =>
        {
            c.Seats.Clear();
            c.Stages.Clear();
            c.Generic = 3;
            Enumerable.Range(0, 16).ToList().ForEach(i => c.Seats[$"k{i:D2}"] = 5);
            Enumerable.Range(0, 256).ToList().ForEach(i => c.Stages.Add(Some.Stage(Some.Start.AddHours(i), Some.Start.AddHours(i + 1), new Seats(c.Seats, 3))));
        });
        return master.Issues(c => c.Stages[^1] = Some.Stage(c.Stages[^1].From, c.Stages[^1].To, new Seats(c.Seats, 4))).Unchecked().Bundle();
    }

    private sealed record Cost(string Name, int Size, long Nanoseconds, long GoodNanoseconds, long Bytes, long GoodBytes)
    {
        public double Time => (double)Nanoseconds / GoodNanoseconds;

        public double Memory => (double)Bytes / GoodBytes;
    }
}
