using LicenseKit.Chains;
using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>One vector of what an installation takes, one after the other, with its standing after each step. Immutable.</summary>
/// <param name="Name">Its id.</param>
/// <param name="What">One sentence.</param>
/// <param name="Holder">Seed of the installation's key.</param>
internal sealed record Sequence(string Name, string What, byte Holder = 2)
{
    public IReadOnlyList<SequenceStep> Steps { get; init; } = [];

    /// <summary>It takes a file.</summary>
    public Sequence Take(long at, byte[] file, Standing standing, FaultCode fault = FaultCode.None) =>
        Then(new(at, standing, fault) { File = file });

    /// <summary>It makes a ping.</summary>
    public Sequence Ping(long at, Standing standing) =>
        Then(new(at, standing) { Nonce = NonceOf(Steps.Count(s => s.Nonce is not null) + 1) });

    /// <summary>It gets an answer.</summary>
    public Sequence Answer(long at, string pong, Standing standing, FaultCode fault = FaultCode.None, byte[]? bundle = null,
        params string[] above) =>
        Then(new(at, standing, fault) { Pong = pong, Bundle = bundle, Above = above });

    /// <summary>Nothing happens; time goes on.</summary>
    public Sequence Wait(long at, Standing standing) => Then(new(at, standing));

    /// <summary>The nonce of the ping with this number.</summary>
    public static string NonceOf(int seq) => Base64UrlText.Encode([.. Enumerable.Repeat((byte)seq, 16)]);

    /// <summary>What the parent of a license answers to the ping with this number.</summary>
    /// <param name="license">The child's license, with the chain that the parent knows.</param>
    /// <param name="seq">The number of the ping.</param>
    /// <param name="at">The parent's time.</param>
    /// <param name="signer">Seed of the parent's key.</param>
    /// <param name="change">What it says otherwise.</param>
    public static string Pong(Link license, int seq, long at, byte signer = 1, Func<Pong, Pong>? change = null)
    {
        var chain = license.Verified();
        var pong = new Pong
        {
            Parent = chain.Links[^2].Id,
            License = chain.Leaf.Id,
            IssuedAt = at,
            Seq = seq,
            Nonce = NonceOf(seq),
            Chain = LinkVersion.Of(chain),
        };
        return (change?.Invoke(pong) ?? pong).Sign(Some.Key(signer));
    }

    private Sequence Then(SequenceStep step) => this with { Steps = [.. Steps, step] };
}
