using LicenseKit.Chains;
using LicenseKit.Signing;

namespace LicenseKit.Tests.Chains;

public sealed class RememberedFileTests
{
    private static readonly byte[] Good = Some.Child().Bundle();

    private readonly Verifier _verifier = new(Some.Product, new RootKey(Some.Root.PublicKey));

    [Fact]
    public void The_same_bytes_again_give_the_same_chain() => Assert.Same(Verify(Good).Chain, Verify([.. Good]).Chain);

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
    public async Task Many_files_from_many_threads_get_their_own_verdicts()
    {
        byte[][] files = [.. Enumerable.Range(1, 40).Select(i => Some.Child(c => c with { Serial = i }).Bundle())];
        await Parallel.ForAsync(0, 4000, TestContext.Current.CancellationToken, (i, _) =>
        {
            var verdict = Verify(files[i % files.Length]);
            Assert.Equal((i % files.Length) + 1, verdict.License?.Serial);
            return ValueTask.CompletedTask;
        });
    }

    private Verdict Verify(byte[] file) => _verifier.Verify(file, Some.At(Some.Now));
}
