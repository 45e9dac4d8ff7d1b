using System.Text;
using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Chains;

/// <summary>Whatever the bytes are: a typed refusal, or the content that was signed. Any exception fails the test.</summary>
public sealed class FuzzTests
{
    private static readonly Link Leaf = Some.Master().Issue(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)) }).Issue();
    private static readonly byte[] Good = Leaf.BundleWith(("L1", Some.Key(2).PublicKey));
    private static readonly string[] Content = [.. Some.Verify(Good).Chain!.Links.Select(l => l.ContentHash)];

    [Fact]
    public void Every_byte_of_a_file_changed_refuses_it_or_changes_nothing() => Gen.Byte[1, 255].Array[Good.Length].Sample(flips =>
    {
        for (var i = 0; i < Good.Length; i++)
        {
            var file = (byte[])Good.Clone();
            file[i] ^= flips[i];
            AssertRefusedOrSame(file);
        }
    }, iter: 1);

    [Fact]
    public void Bytes_cut_inserted_moved_and_doubled_refuse_a_file_or_change_nothing() =>
        Gen.Select(Gen.Int[0, Good.Length], Gen.Int[0, 40], Gen.Int[0, Good.Length], Gen.Byte.Array[0, 4]).Sample((at, length, to, bytes) =>
        {
            var end = Math.Min(at + length, Good.Length);
            AssertRefusedOrSame([.. Good[..at], .. bytes, .. Good[end..]]);
            AssertRefusedOrSame([.. Good[..to], .. Good[at..end], .. Good[to..]]);
        }, iter: 3000);

    [Fact]
    public void A_file_cut_short_anywhere_is_refused() => Assert.All(Enumerable.Range(0, Good.Length - 3), length => AssertRefusedOrSame(Good[..length]));

    [Fact]
    public void Random_bytes_are_no_bundle() => Gen.Byte.Array[0, 300].Sample(bytes => Assert.NotNull(Some.Verify(bytes).Fault), iter: 20_000);

    [Fact]
    public void Random_documents_in_a_bundle_are_refused() => Gen.Char["eyJ.AZaz09-_= \\"].Array[0, 200].Select(c => new string(c)).Sample(jws =>
    {
        Assert.NotNull(Some.Verify(Some.Bundle(jws)).Fault);
        Assert.NotNull(Some.Verify(Some.Bundle(Some.Master().Jws, jws)).Fault);
    }, iter: 500);

    [Fact]
    public void A_signed_payload_with_any_byte_changed_is_refused_or_read_without_an_exception()
    {
        var payload = Some.Utf8(Some.Child().Payload);
        Gen.Select(Gen.Int[0, payload.Length - 1], Gen.Byte, Gen.Int[0, payload.Length - 1], Gen.Byte).Sample((i, a, j, b) =>
        {
            var changed = (byte[])payload.Clone();
            (changed[i], changed[j]) = (a, b);
            var read = ServerLicenseReader.Read(changed);
            Assert.True(read.Value is null != (read.Fault is null));
            Assert.True(read.Value is null || new Link(read.Value, Some.Root, Some.Root, null).Payload == Encoding.UTF8.GetString(changed));
        }, iter: 20_000);
    }

    [Fact]
    public void A_signed_payload_with_pieces_moved_is_refused_or_read_without_an_exception()
    {
        var payload = Some.Child().Payload;
        string[] pieces = ["\"", "\\ud800", "\\u0000", "\ufffe", "{", "}", "[", "]", ",", ":", "null", "-", "1e9", "9223372036854775808", "\\", "\"\"", "true"];
        Gen.Select(Gen.Int[0, payload.Length], Gen.Int[0, 20], Gen.Int[0, pieces.Length - 1]).Sample((at, length, piece) =>
        {
            var changed = payload[..at] + pieces[piece] + payload[Math.Min(at + length, payload.Length)..];
            var read = ServerLicenseReader.Read(Some.Utf8(changed));
            Assert.True(read.Value is null || new Link(read.Value, Some.Root, Some.Root, null).Payload == changed);
            Assert.True(read.Value is null != (read.Fault is null));
        }, iter: 10_000);
    }

    private static void AssertRefusedOrSame(byte[] file)
    {
        var verdict = Some.Verify(file);
        Assert.True(verdict.Fault is not null || verdict.Chain!.Links.Select(l => l.ContentHash).SequenceEqual(Content), Encoding.Latin1.GetString(file));
    }
}
