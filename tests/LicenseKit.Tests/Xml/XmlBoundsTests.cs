using CsCheck;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Tests.Licenses;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Xml;

/// <summary>Every license that is legal as JWS has a file in XML, also at the bounds of the format.</summary>
public sealed class XmlBoundsTests
{
    private static readonly Gen<string> Mark = Gen.OneOf("&", "\"", "<", ">", "x", "東", "\ud83d\ude00");

    private static readonly Gen<Terms> AtBounds =
        from kinds in Gen.OneOf(0, 1, 16)
        from kindLength in Gen.OneOf(2, 32)
        from count in Gen.OneOf(0L, 999_999_999L, Limit.Unlimited)
        from stages in Gen.OneOf(0, 1, 256)
        from stageName in Gen.Select(Mark, Gen.OneOf(0, 1, 128), Repeated)
        from features in Gen.OneOf(0, 1, 256)
        from featureLength in Gen.OneOf(3, 64)
        from extensions in Gen.OneOf(0, 1, 64)
        from extension in Gen.Select(Mark, Gen.OneOf(0, 1, 250), Repeated)
        select Terms.Of(kinds, kindLength, count, stages, stageName, features, featureLength, extensions, extension);

    [Fact]
    public void A_Master_at_the_bounds_has_a_file_in_XML() => AtBounds.Sample(terms =>
        SaysTheSame(Some.Bundle(Master(terms).Jws), () => XmlLicenses.Sign(Master(terms).Claims, Some.Root)), iter: 60);

    [Fact]
    public void A_child_at_the_bounds_has_a_file_in_XML() => AtBounds.Sample(terms =>
    {
        var child = Master(terms with { Stages = [], Extensions = Terms.None }).Issue(c => c with { Seats = terms.Seats, Stages = terms.Stages, Features = terms.Features, Extensions = terms.Extensions });
        SaysTheSame(Some.Bundle([.. child.Documents]), () => XmlLicenses.Convert(child.Verified(), Some.Key(1)));
    }, iter: 60);

    [Fact]
    public void A_session_license_at_the_bounds_has_a_file_in_XML() => AtBounds.Sample(terms =>
    {
        var server = Some.Child();
        var claims = SessionLicenseTests.Claims() with { Seats = terms.Seats, Stages = terms.Stages, Features = terms.Features, Extensions = terms.Extensions };
        SaysTheSame(Some.Bundle([.. server.Documents, SessionLicense.Sign(claims, server.Holder)]), () => XmlLicenses.Sign(claims, server.Verified(), server.Holder));
    }, iter: 60);

    [Fact]
    public void The_largest_license_in_XML_is_within_the_limit()
    {
        var terms = Terms.Of(kinds: 16, kindLength: 5, Limit.Unlimited, stages: 256, new string('&', 256), features: 256, featureLength: 4, extensions: 64, new string('&', 250));
        var native = Some.Bundle(Master(terms).Jws);
        var file = SaysTheSame(native, () => XmlLicenses.Sign(Master(terms).Claims, Some.Root));
        Assert.InRange(native.Length, LicenseFile.MaxBytes * 95 / 100, LicenseFile.MaxBytes);
        Assert.InRange(file!.Length, XmlFormat.MaxBytes / 2, XmlFormat.MaxBytes);
    }

    /// <summary>The file in XML; null where the license as JWS is larger than a file may be.</summary>
    private static byte[]? SaysTheSame(byte[] native, Func<byte[]> write)
    {
        var verdict = Some.Verify(native);
        if (native.Length > LicenseFile.MaxBytes)
        {
            Assert.Equal(FaultCode.TooLarge, verdict.Fault?.Code);
            return null;
        }

        Assert.Null(verdict.Fault);
        var file = write();
        var again = SomeXml.Verify(file);
        Assert.Null(again.Fault);
        Assert.Equal((verdict.License!.ContentHash, verdict.SessionLicense?.ContentHash), (again.License!.ContentHash, again.SessionLicense?.ContentHash));
        return file;
    }

    private static Link Master(Terms terms) => Some.Master(c => c with { Seats = terms.Seats, Stages = terms.Stages, Features = terms.Features, Extensions = terms.Extensions });

    private static string Repeated(string mark, int times) => string.Concat(Enumerable.Repeat(mark, times));

    /// <summary>What server and session licenses both say.</summary>
    private sealed record Terms(Seats Seats, IReadOnlyList<Stage> Stages, IReadOnlyDictionary<string, Feature> Features, IReadOnlyDictionary<string, string> Extensions)
    {
        public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

        public static Terms Of(int kinds, int kindLength, long count, int stages, string stageName, int features, int featureLength, int extensions, string extension)
        {
            var seats = new Seats(Enumerable.Range(0, kinds).Select(i => KeyValuePair.Create(Numbered('k', i, kindLength), count)), count);
            return new(
                seats,
                [.. Enumerable.Range(0, stages).Select(i => new Stage(stageName, Some.Now + i, Some.Now + i + 1, seats))],
                Enumerable.Range(0, features).ToDictionary(i => Numbered('f', i, featureLength), _ => new Feature(Some.Now, count), StringComparer.Ordinal),
                Enumerable.Range(0, extensions).ToDictionary(i => Numbered('e', i, 3), _ => Fitting(extension), StringComparer.Ordinal));
        }

        /// <summary>At most as long as each of 64 values may be.</summary>
        private static string Fitting(string text)
        {
            while (System.Text.Encoding.UTF8.GetByteCount(text) > 250)
            {
                text = text[..(text.Length / 4 * 2)];
            }

            return text;
        }

        private static string Numbered(char first, int number, int length) => first + number.ToString("x", System.Globalization.CultureInfo.InvariantCulture).PadLeft(length - 1, '0');
    }
}
