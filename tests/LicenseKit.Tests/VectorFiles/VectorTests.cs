using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Signing;
using LicenseKit.Tests.Architecture;
using LicenseKit.Xml;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>The vectors as users get them, judged by the reader.</summary>
public sealed class VectorTests
{
    [Fact]
    public void Every_vector_is_judged_as_it_says() => Offenders.AssertNone(Vectors.All.Select(Misjudged).OfType<string>());

    [Fact]
    public void Every_key_file_is_opened_or_refused_as_it_says()
    {
        var files = Vectors.Documents["key-files"].GetProperty("groups")[0].GetProperty("cases").EnumerateArray().ToArray();

        Assert.True(files.Length >= 70);
        Offenders.AssertNone(files.Select(Misjudged).OfType<string>());
    }

    [Fact]
    public void There_are_good_and_hostile_vectors_in_the_package()
    {
        Assert.True(Vectors.Good.Count() >= 70);
        Assert.True(Vectors.Hostile.Count() >= 300);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void No_culture_changes_a_verdict(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Offenders.AssertNone(Vectors.All.Select(Misjudged).OfType<string>());
            Offenders.AssertNone(VectorCodes.All().Where(c => LicenseCode.Read(c.Text, c.Product).Value is not null != c.Accepted).Select(c => c.What));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void Many_threads_at_once_get_the_same_verdicts_from_one_verifier()
    {
        var verifier = Some.Verifier.Accept(XmlLicenses.Format);
        Vector[] plain = [.. Vectors.All.Where(v => v.Product == Some.Product && v.Holder is null && v.Roots.Count == 1 && v.Roots[0].Key.Equals(Some.Root.PublicKey) && v.Roots[0].From == DateTimeOffset.MinValue && v.Roots[0].To == DateTimeOffset.MaxValue)];
        var wrong = new ConcurrentBag<string>();
        Parallel.For(0, 4 * plain.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var vector = plain[i * 7 % plain.Length];
            var verdict = verifier.Verify(vector.Bytes, vector.At);
            if (verdict.Fault?.Code.Text() != vector.Fault)
            {
                wrong.Add($"{vector.File}: {verdict.Fault}");
            }
        });
        Assert.True(plain.Length > 300);
        Offenders.AssertNone(wrong);
    }

    [Fact]
    public void A_fault_is_one_line_of_text_that_a_terminal_may_show() => Offenders.AssertNone(
        from vector in Vectors.Hostile
        let fault = vector.Verify().Fault
        where fault is not null && (fault.Message + fault.Remedy + fault.Value + fault.Link).Any(c => char.IsControl(c) || c is '\u202e' or '\u2066' or '\u2028')
        select $"{vector.File}: {fault}");

    private static string? Misjudged(JsonElement file)
    {
        string? Expected(string name) => file.TryGetProperty(name, out var value) ? value.GetString() : null;
        var stored = StoredKey.Read(Expected("text")!);
        var fault = stored.Fault;
        PublicKey? opened = null;
        if (stored.Value?.Open(Expected("passphrase")).Is(out var key, out fault) == true)
        {
            using (key)
            {
                opened = key.PublicKey;
            }
        }

        if (Expected("passphrase") is { } passphrase && NormalForm.Of(passphrase) is null)
        {
            return fault?.Code == FaultCode.Configuration ? null : $"{Expected("comment")} The passphrase cannot be normalized here, but it is {fault?.ToString() ?? "accepted"}";
        }

        var seed = Expected("seed") is { } hex ? SigningKey.FromSeed(Convert.FromHexString(hex)).PublicKey : null;
        return fault?.Code.Text() == Expected("fault") && stored.Value?.PublicKey.X == Expected("key") && Equals(opened, seed) && opened is not null == file.GetProperty("accepted").GetBoolean()
            ? null
            : $"{Expected("comment")} {Expected("fault") ?? "accepted"} is expected, but it is {fault?.ToString() ?? "accepted"}";
    }

    private static string? Misjudged(Vector vector)
    {
        var verdict = vector.Verify();
        return verdict.Fault?.Code.Text() == vector.Fault && verdict.Fault?.Link == vector.Link && (verdict.Fault is null ? verdict.Standing.Text : null) == vector.Standing && verdict.Fault is null == vector.Accepted
            ? null
            : $"{vector}: {vector.Fault ?? vector.Standing} of link '{vector.Link}' is expected, but it is {verdict.Fault?.ToString() ?? verdict.Standing.Text} of link '{verdict.Fault?.Link}'";
    }
}
