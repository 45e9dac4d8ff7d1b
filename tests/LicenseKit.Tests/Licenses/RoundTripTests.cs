using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Licenses;

public sealed class RoundTripTests
{
    private static readonly Dictionary<string, Feature> NoFeatures = [];
    private static readonly Dictionary<string, string> NoExtensions = [];

    [Fact]
    public void What_is_written_is_read_and_written_again_with_the_same_bytes() => SomeRandom.Claims.Sample(claims =>
    {
        var payload = new Link(claims, Some.Root, Some.Key(1), null).Payload;
        Assert.True(ServerLicenseReader.Read(Some.Utf8(payload)).Is(out var read, out var fault), $"{fault}\n{payload}");
        AssertSame(claims, read);
        Assert.Equal(payload, new Link(read, Some.Root, Some.Key(1), null).Payload);
    }, iter: 2000);

    [Fact]
    public void The_payload_is_in_RFC_8785_form() => Assert.Equal(
        """
        {"aud":"acme.robot","cnf":{"jwk":{"crv":"Ed25519","kty":"OKP","x":"KEY"}},"exp":1831536000,"iat":1800000000,"iss":"ROOT","lk":{"client":"Say \"hi\" / Jörg\\",
        "ext":{"note":"\u0001\t"},"features":{"vision":{"limit":10,"until":1825920000}},"grace":2592000,"maxDuration":7776000,"maxLease":86400,"maxLicenses":10,"maxOffline":2592000,"oem":7,
        "overage":{"mode":"deadline","seconds":3600},"seats":{"developer":5,"execution":20,"generic":3},"serial":3,
        "stages":[{"from":1808640000,"name":"Quarter end","seats":{"developer":5,"execution":50,"generic":3},"to":1809504000}],"state":"active","v":1},"nbf":1800000000,"sub":"L0"}
        """.Replace("\n", "", StringComparison.Ordinal).Replace("KEY", Some.Key(1).PublicKey.X, StringComparison.Ordinal).Replace("ROOT", Some.Root.PublicKey.Thumbprint, StringComparison.Ordinal),
        Some.Master(c => c with { Client = "Say \"hi\" / Jörg\\", Extensions = new Dictionary<string, string> { ["note"] = "\u0001\t" }, Stages = [c.Stages[0]] }).Payload);

    [Fact]
    public void Perpetual_and_unlimited_have_one_spelling()
    {
        var master = Some.Master(c => c with { Expires = UnixTime.Max, Seats = Some.Seats(Limit.Unlimited, 1, Limit.Unlimited), Stages = [], MaxLicenses = Limit.Unlimited });
        Assert.Contains("\"exp\":253402300799,", master.Payload, StringComparison.Ordinal);
        Assert.Contains("\"seats\":{\"developer\":1000000000,\"execution\":1,\"generic\":1000000000}", master.Payload, StringComparison.Ordinal);
        Assert.Equal(Limit.Unlimited, master.License.Seats["developer"]);
        Assert.Equal(Limit.Unlimited, master.License.MaxLicenses);
        Assert.Equal(UnixTime.Max, master.Claims.End);
    }

    [Fact]
    public void A_license_says_what_was_signed()
    {
        var license = Some.Child().License;
        Assert.Equal(("L1", "acme.robot", "Client 1", 1L, LicenseState.Active, 6), (license.Id, license.Product, license.Client, license.Serial, license.State, license.Oem));
        Assert.Equal((Some.At(Some.Now), Some.At(Some.Now), Some.At(Some.Now + (365 * Some.Day)), TimeSpan.FromDays(30)), (license.IssuedAt, license.NotBefore, license.Expires, license.Grace));
        Assert.Equal((new Contact(3600, 30 * Some.Day), "https://licenses.example", "hello"), (license.Contact, license.ParentUrl, license.Extensions["note"]));
        Assert.Equal("Client 1 (serial 1, L1)", license.ToString());
    }

    [Fact]
    public void The_same_content_has_the_same_hash_and_other_content_another()
    {
        Assert.Equal(Some.Master().License.ContentHash, Some.Master().License.ContentHash);
        Assert.NotEqual(Some.Master().License.ContentHash, Some.Master().Next().License.ContentHash);
    }

    [Fact]
    public void Only_a_payload_of_its_type_makes_a_license() => Assert.Throws<ArgumentException>(() =>
    {
        var jws = Jws.Sign(Some.Utf8(Some.Master().Payload), DocumentType.SessionLicense, Some.Root);
        Jws.Verify(Some.Utf8(jws), DocumentType.SessionLicense, Some.Root.PublicKey, new byte[jws.Length], out var payload);
        ServerLicense.Read(payload);
    });

    private static void AssertSame(ServerLicenseClaims a, ServerLicenseClaims b)
    {
        Assert.Equivalent(a.Features, b.Features, strict: true);
        Assert.Equivalent(a.Extensions, b.Extensions, strict: true);
        Assert.Equal(a.Stages.Select(s => (s.Name, s.FromSeconds, s.ToSeconds, s.Seats)), b.Stages.Select(s => (s.Name, s.FromSeconds, s.ToSeconds, s.Seats)));
        Assert.Equal(Text(a.Binding), Text(b.Binding));
        Assert.Equal(Rest(a), Rest(b));
    }

    private static ServerLicenseClaims Rest(ServerLicenseClaims c) =>
        c with { Features = NoFeatures, Extensions = NoExtensions, Stages = [], Binding = null };

    private static string? Text(Binding? binding) => binding switch { Binding.ToKey b => b.Key.X, Binding.ToCode b => b.Code.ToString(), _ => null };
}
