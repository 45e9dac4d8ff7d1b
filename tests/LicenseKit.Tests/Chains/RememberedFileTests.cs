using System.Buffers;
using LicenseKit.Chains;
using LicenseKit.Signing;
using LicenseKit.Tests.Xml;
using LicenseKit.Xml;

namespace LicenseKit.Tests.Chains;

public sealed class RememberedFileTests
{
    private static readonly byte[] Good = Some.Child().Bundle();

    /// <summary>Serials 10 to 49.</summary>
    private static readonly byte[][] OfOneLength = [.. Enumerable.Range(10, 40).Select(i => Some.Child(c => c with { Serial = i }).Bundle())];

    private readonly Verifier _verifier = new(Some.Product, new RootKey(Some.Root.PublicKey));

    [Fact]
    public void The_same_bytes_again_give_the_same_chain() => Assert.Same(Verify(Good).Chain, Verify(Good.ToArray()).Chain);

    [Fact]
    public void Time_and_holder_are_judged_each_time()
    {
        Assert.Equal(Standing.Good, Verify(Good).Standing.Standing);
        Assert.Equal(Standing.NotYet, _verifier.Verify(Good, Some.At(Some.Now - 1)).Standing.Standing);
        Assert.Equal(FaultCode.BoundElsewhere, _verifier.Verify(Good, Some.At(Some.Now), Some.Key(99).PublicKey).Fault?.Code);
        Assert.Null(_verifier.Verify(Good, Some.At(Some.Now), Some.Key(2).PublicKey).Fault);
    }

    [Fact]
    public void The_array_of_a_remembered_file_may_be_changed_afterwards()
    {
        byte[] file = [.. Good];
        Assert.Null(Verify(file).Fault);
        file[^200] ^= 1;
        Assert.NotNull(Verify(file).Fault);
        file[^200] ^= 1;
        Assert.Null(Verify(file).Fault);
    }

    [Fact]
    public void A_refused_file_is_refused_again()
    {
        byte[] file = [.. Good];
        file[^200] ^= 1;
        Assert.Equal(Verify(file).Fault?.ToString(), Verify(file).Fault?.ToString());
        Assert.NotNull(Verify(file).Fault);
    }

    [Fact]
    public void Verifiers_under_other_root_keys_or_products_remember_nothing_of_each_other()
    {
        Assert.Null(Verify(Good).Fault);
        Assert.Equal(FaultCode.UntrustedRoot, new Verifier(Some.Product, new RootKey(Some.Key(99).PublicKey)).Verify(Good, Some.At(Some.Now)).Fault?.Code);
        Assert.Equal(FaultCode.WrongProduct, new Verifier("acme.other", new RootKey(Some.Root.PublicKey)).Verify(Good, Some.At(Some.Now)).Fault?.Code);
    }

    [Fact]
    public void The_list_of_root_keys_may_be_changed_afterwards()
    {
        List<RootKey> roots = [new(Some.Root.PublicKey)];
        var verifier = new Verifier(Some.Product, roots);
        roots.Clear();
        Assert.Null(verifier.Verify(Good, Some.At(Some.Now)).Fault);
    }

    [Fact]
    public void A_file_that_differs_in_any_one_byte_is_not_taken_for_a_remembered_one()
    {
        Assert.Null(Verify(Good).Fault);
        byte[] file = [.. Good];
        for (var i = 0; i < file.Length; i++)
        {
            file[i] ^= 1;
            Assert.NotNull(Verify(file).Fault);
            file[i] ^= 1;
        }
    }

    [Fact]
    public void The_eight_files_accepted_last_are_remembered()
    {
        var chains = Array.ConvertAll(OfOneLength[..9], f => Verify(f).Chain);
        Assert.All(Enumerable.Range(1, 8), i => Assert.Same(chains[i], Verify(OfOneLength[i]).Chain));
        Assert.NotSame(chains[0], Verify(OfOneLength[0]).Chain);
        Assert.NotSame(chains[1], Verify(OfOneLength[1]).Chain);
        Assert.Same(chains[8], Verify(OfOneLength[8]).Chain);
    }

    [Fact]
    public void Refused_files_push_out_no_remembered_one()
    {
        var chain = Verify(Good).Chain;
        Assert.All(OfOneLength, file => Assert.NotNull(Verify(Forged(file)).Fault));
        Assert.Same(chain, Verify(Good).Chain);
    }

    [Fact]
    public void A_file_that_changes_while_it_is_read_brings_no_other_bytes_to_a_chain()
    {
        var forged = Forged(Good);
        for (var looks = 0; looks < 12; looks++)
        {
            foreach (var (first, then) in new[] { (Good, forged), (forged, Good) })
            {
                var verifier = new Verifier(Some.Product, Some.RootKey);
                verifier.Verify(new ChangingMemory(first, then, looks).Memory, Some.At(Some.Now));
                Assert.NotNull(verifier.Verify(forged, Some.At(Some.Now)).Fault);
            }
        }
    }

    [Fact]
    public void A_chain_stays_as_it_was_read_when_other_files_take_the_place_of_its_own()
    {
        var inXml = SomeXml.Chain(2);
        var native = Verify(OfOneLength[0]);
        var xml = _verifier.Accept(XmlLicenses.Format);
        var asXml = xml.Verify(inXml, Some.At(Some.Now));
        Assert.All(OfOneLength, file => Assert.Null(Verify(file).Fault));
        Assert.All(OfOneLength, file => Assert.Null(xml.Verify(file, Some.At(Some.Now)).Fault));
        Assert.Equal(OfOneLength[0], native.Chain!.ToBundle());
        Assert.Equal(Some.Child().License.ContentHash, asXml.Chain!.Leaf.ContentHash);
    }

    [Fact]
    public void A_large_file_that_was_not_seen_before_needs_no_new_array()
    {
        byte[][] files = [.. Enumerable.Range(0, 40).Select(i => Padded(100_000 + i))];
        Assert.All(files[..20], file => Assert.Null(Verify(file).Fault));
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var file in files[20..])
        {
            Verify(file);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 20 * 20_000);
    }

    [Fact]
    public void A_file_of_the_greatest_size_is_remembered_and_a_larger_one_refused()
    {
        Assert.Same(Verify(Padded(LicenseFile.MaxBytes)).Chain, Verify(Padded(LicenseFile.MaxBytes)).Chain);
        Assert.Equal(FaultCode.TooLarge, Verify(Padded(LicenseFile.MaxBytes + 1)).Fault?.Code);
    }

    [Fact]
    public async Task Many_files_of_one_length_from_many_threads_get_their_own_verdicts()
    {
        Assert.Single(OfOneLength.Select(f => f.Length).Distinct());
        using var arrays = new ThreadLocal<byte[]>(() => new byte[OfOneLength[0].Length]);
        await Parallel.ForAsync(0, 8000, TestContext.Current.CancellationToken, (i, _) =>
        {
            var (which, isForged) = (i * 7 % OfOneLength.Length, i % 5 == 0);
            var mine = arrays.Value!;
            OfOneLength[which].CopyTo(mine, 0);
            mine[^200] ^= (byte)(isForged ? 1 : 0);
            var verdict = Verify(mine);
            Array.Clear(mine);
            Assert.Equal(isForged ? null : which + 10, verdict.License?.Serial);
            return ValueTask.CompletedTask;
        });
    }

    private static byte[] Forged(byte[] file)
    {
        byte[] forged = [.. file];
        forged[^200] ^= 1;
        return forged;
    }

    /// <summary>White space after a bundle means nothing, and makes other bytes.</summary>
    private static byte[] Padded(int length) => [.. Good, .. Enumerable.Repeat((byte)' ', length - Good.Length)];

    private Verdict Verify(ReadOnlyMemory<byte> file) => _verifier.Verify(file, Some.At(Some.Now));

    /// <summary>Memory that turns into other bytes after so many looks at it.</summary>
    private sealed class ChangingMemory(byte[] first, byte[] then, int looks) : MemoryManager<byte>
    {
        private int _left = looks;

        public override Span<byte> GetSpan() => _left-- > 0 ? first : then;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
