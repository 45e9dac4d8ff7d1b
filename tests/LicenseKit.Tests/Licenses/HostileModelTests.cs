using LicenseKit.Licenses;

namespace LicenseKit.Tests.Licenses;

/// <summary>Good JSON that says what no license may say, well signed by the issuer.</summary>
public sealed class HostileModelTests
{
    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00x")]
    [InlineData("\\ud800\\ud800")]
    public void An_unpaired_surrogate_is_refused(string escape)
    {
        foreach (var place in (string[])["Client 1", "hello", "note", "Quarter end", "vision", "L0", "deadline"])
        {
            var payload = Some.Child().Payload.Replace($"\"{place}\"", $"\"{escape}\"", StringComparison.Ordinal);
            Assert.Equal(FaultCode.NotCanonical, Some.Verify(Some.Child().BundleSaying(Some.Utf8(payload))).Fault?.Code);
        }
    }

    [Fact]
    public void A_client_name_has_at_most_256_characters()
    {
        Assert.Null(Code(c => c with { Client = new string('x', 256) }));
        AssertRefused(FaultCode.BadText, c => c with { Client = new string('x', 257) });
        AssertRefused(FaultCode.BadText, c => c with { Client = new string('ö', 257) });
    }

    [Theory]
    [InlineData("東京 ラボ")]
    [InlineData("Jörg \ud83d\ude00")]
    [InlineData("שלום")]
    public void A_client_name_of_any_script_is_accepted(string name) => Assert.Null(Code(c => c with { Client = name }));

    [Fact]
    public void Ids_are_short_plain_and_not_empty()
    {
        Assert.All(["", "a b", "a/b", "ä", "a.b", new string('a', 65)], id =>
        {
            AssertRefused(FaultCode.BadText, c => c with { Id = id });
            AssertRefused(FaultCode.BadText, c => c with { Parent = c.Parent! with { Id = id } });
        });
        AssertRefused(FaultCode.BadText, c => c with { Product = "acme robot" });
        AssertRefused(FaultCode.BadText, c => c with { Parent = c.Parent! with { Sha256 = "no hash" } });
    }

    [Theory]
    [InlineData("https://licenses.example")]
    [InlineData("https://licenses.example:8443/acme/")]
    [InlineData("https://10.0.0.1")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::1]:5000/")]
    public void An_https_URL_and_http_on_loopback_are_accepted(string url) => Assert.Null(Code(c => c with { ParentUrl = url }));

    [Fact]
    public void A_URL_has_at_most_512_characters()
    {
        const string start = "https://licenses.example/";
        Assert.Null(Code(c => c with { ParentUrl = start + new string('a', 512 - start.Length) }));
        AssertRefused(FaultCode.BadUrl, c => c with { ParentUrl = start + new string('a', 513 - start.Length) });
    }

    [Fact]
    public void Http_elsewhere_is_read_only_by_a_host_that_opts_in()
    {
        var payload = Some.Utf8(Some.Child(c => c with { ParentUrl = "http://licenses.example" }).Payload);
        Assert.Equal(FaultCode.BadUrl, ServerLicenseReader.Read(payload).Fault?.Code);
        Assert.NotNull(ServerLicenseReader.Read(payload, allowHttp: true).Value);
    }

    [Fact]
    public void A_license_starts_before_it_ends()
    {
        AssertRefused(FaultCode.BadPeriod, c => c with { Expires = c.NotBefore });
        AssertRefused(FaultCode.BadPeriod, c => c with { Expires = c.NotBefore - 1 });
        Assert.Null(Code(c => c with { Expires = c.NotBefore + 1 }));
    }

    [Fact]
    public void Numbers_stay_in_their_ranges()
    {
        AssertRefused(FaultCode.OutOfRange, c => c with { Serial = 0 });
        AssertRefused(FaultCode.OutOfRange, c => c with { Serial = 1L << 53 });
        AssertRefused(FaultCode.OutOfRange, c => c with { Oem = 8 });
        AssertRefused(FaultCode.OutOfRange, c => c with { Oem = 9 });
        AssertRefused(FaultCode.OutOfRange, c => c with { Expires = UnixTime.Max + 1 });
        AssertRefused(FaultCode.OutOfRange, c => c with { IssuedAt = -1 });
        AssertRefused(FaultCode.OutOfRange, c => c with { Grace = -1 });
        AssertRefused(FaultCode.OutOfRange, c => c with { Seats = Some.Seats(Limit.UnlimitedOnWire + 1) });
        AssertRefused(FaultCode.OutOfRange, c => c with { Contact = new Contact(0, 100) });
        AssertRefused(FaultCode.OutOfRange, c => c with { Contact = new Contact((30 * Some.Day) + 1, 100 * Some.Day) });
        AssertRefused(FaultCode.OutOfRange, c => c with { Parent = c.Parent! with { Serial = 0 } });
    }

    [Fact]
    public void Silence_is_at_least_twice_the_time_between_pings()
    {
        Assert.Null(Code(c => c with { Contact = new Contact(3600, 7200) }));
        AssertRefused(FaultCode.BadContact, c => c with { Contact = new Contact(3600, 7199) });
    }

    [Fact]
    public void Stages_are_sorted_not_empty_and_of_the_base_kinds()
    {
        Stage S(long from, long to) => Some.Stage(Some.Now + from, Some.Now + to, Some.Seats());
        AssertRefused(FaultCode.BadStages, c => c with { Stages = [S(10, 10)] });
        AssertRefused(FaultCode.BadStages, c => c with { Stages = [S(10, 9)] });
        AssertRefused(FaultCode.BadStages, c => c with { Stages = [S(10, 20), S(19, 30)] });
        AssertRefused(FaultCode.BadStages, c => c with { Stages = [S(20, 30), S(10, 20)] });
        AssertRefused(FaultCode.BadStages, c => c with { Stages = [S(10, 20), S(10, 20)] });
        AssertRefused(FaultCode.BadStages, c => c with { Stages = [new("x", Some.Now, Some.Now + 1, Seats.One("developer"))] });
        AssertRefused(FaultCode.BadText, c => c with { Stages = [Some.Stage(Some.Now, Some.Now + 1, Some.Seats(), "a\u202eb")] });
        Assert.Null(Code(c => c with { Stages = [S(-50, -40), S(10, 20), S(20, 30), S(400 * Some.Day, 401 * Some.Day)], Seats = Some.Seats() }));
    }

    [Fact]
    public void A_license_has_at_most_256_stages_16_kinds_64_extensions_and_256_features()
    {
        Assert.Null(Code(c => c with { Stages = [.. Enumerable.Range(0, 256).Select(i => Some.Stage(Some.Now + i, Some.Now + i + 1, Some.Seats()))] }));
        AssertRefused(FaultCode.BadStages, c => c with { Stages = [.. Enumerable.Range(0, 257).Select(i => Some.Stage(i, i + 1, Some.Seats()))] });
        Assert.Null(Code(c => c with { Seats = Kinds(16), Stages = [] }));
        AssertRefused(FaultCode.OutOfRange, c => c with { Seats = Kinds(17), Stages = [] });
        Assert.Null(Code(c => c with { Extensions = Map(64, "") }));
        AssertRefused(FaultCode.OutOfRange, c => c with { Extensions = Map(65, "") });
        AssertRefused(FaultCode.OutOfRange, c => c with { Extensions = Map(1, new string('x', 16 * 1024)) });
        AssertRefused(FaultCode.OutOfRange, c => c with { Features = Map(257, new Feature(null, null)) });
    }

    [Fact]
    public void A_holder_key_is_usable_and_a_code_is_in_canonical_form_for_the_product()
    {
        var small = Some.Child().Payload.Replace(Some.Key(2).PublicKey.X, new string('A', 43), StringComparison.Ordinal);
        Assert.Equal(FaultCode.BadKey, Some.Verify(Some.Child().BundleSaying(Some.Utf8(small))).Fault?.Code);
        var bound = Some.Child(c => c with { Binding = new Binding.ToCode(LicenseKit.Signing.LicenseCode.Of(Some.Key(2).PublicKey, "acme.other")) });
        Assert.Equal(FaultCode.BadLicenseCode, Some.Verify(bound.Bundle()).Fault?.Code);
        var code = LicenseKit.Signing.LicenseCode.Of(Some.Key(2).PublicKey, Some.Product);
        var good = Some.Child(c => c with { Binding = new Binding.ToCode(code) });
        var lower = good.Payload.Replace(code.ToString(), code.ToString().ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Null(Some.Verify(good.Bundle()).Fault);
        Assert.Equal(FaultCode.BadLicenseCode, Some.Verify(good.BundleSaying(Some.Utf8(lower))).Fault?.Code);
    }

    private static Seats Kinds(int count) => new(Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"k{i:D2}", 0L)));

    private static Dictionary<string, T> Map<T>(int count, T value) => Enumerable.Range(0, count).ToDictionary(i => $"n{i}", _ => value);

    private static void AssertRefused(FaultCode code, Func<ServerLicenseClaims, ServerLicenseClaims> change) => Assert.Equal(code, Code(change));

    /// <summary>What the reader says of the payload, whatever the parent would say.</summary>
    private static FaultCode? Code(Func<ServerLicenseClaims, ServerLicenseClaims> change) => ServerLicenseReader.Read(Some.Utf8(Some.Child(change).Payload)).Fault?.Code;
}
