using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>An installation that goes through a sequence by the rules of the library.</summary>
internal sealed class SequenceRun(byte holder)
{
    private static readonly ChainReader Reader = new(Some.Product, [Some.RootKey]);
    private static readonly HolderReport Nothing = new(new Dictionary<string, long>(StringComparer.Ordinal), 0, 0, 0);

    private readonly PublicKey _key = Some.Key(holder).PublicKey;
    private ChildState _state = new();

    /// <summary>The number of the last ping.</summary>
    public long Seq => _state.Exchange.Seq;

    /// <summary>When the last contact of the own license was; null before the first.</summary>
    public long? Contact => _state.Exchange.Contact?.Since;

    /// <summary>What is refused of a step.</summary>
    public LicenseFault? Do(SequenceStep step)
    {
        if (step.File is { } file)
        {
            return Take(file, step.At);
        }

        if (step.Nonce is { } nonce)
        {
            _state = HolderRules.Ping(_state, _key, Now(step), nonce, Nothing);
        }

        return step.Pong is { } pong ? Answer(pong, step) : null;
    }

    public Standing Standing(long at) => HolderStanding.Of(_state, _key, at).Standing;

    private LicenseFault? Take(byte[] file, long at)
    {
        if (!Reader.ReadAs(_key, file).Is(out var chain, out var fault)
            || !HolderRules.Apply(_state, chain, _key, at).Is(out var applied, out fault))
        {
            return fault;
        }

        _state = applied;
        return null;
    }

    private LicenseFault? Answer(string pong, SequenceStep step)
    {
        var answer = new PingAnswer(pong, step.Bundle, step.Above);
        var verified = VerifiedAnswer.Verify(_state.Chain!, Seq, answer, "https://licenses.example", Reader, _key);
        var result = HolderRules.Answer(_state, verified, _key, Now(step));
        _state = result.State;
        return result.Fault;
    }

    private static Moment Now(SequenceStep step) => new(step.At, step.At * 1000);
}
