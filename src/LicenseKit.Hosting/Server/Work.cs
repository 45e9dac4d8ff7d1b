using LicenseKit.Signing;

namespace LicenseKit.Hosting.Server;

/// <summary>A wish that waits for the writer, and the promise to answer it once its outcome is stored.</summary>
internal abstract class Work
{
    /// <summary>Decides; the turn is used only when this is true.</summary>
    public abstract bool Decide(Turn turn);

    public abstract void Answer();

    public abstract void Fail(LicenseFault fault);
}

/// <summary>A wish with an answer of some type.</summary>
internal sealed class Work<T>(Func<Turn, Outcome<T>> decide) : Work
    where T : class
{
    private readonly TaskCompletionSource<Outcome<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T> _outcome;
    private Exception? _misuse;

    public Task<Outcome<T>> Answered => _answer.Task;

    public override bool Decide(Turn turn)
    {
        try
        {
            _outcome = decide(turn);
            return _outcome.Value is not null;
        }
        catch (SigningException e)
        {
            _outcome = e.Fault;
            return false;
        }
#pragma warning disable CA1031 // Not swallowed: whoever asked gets it, and the one writer goes on with the wishes of the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _misuse = e;
            return false;
        }
    }

    public override void Answer()
    {
        if (_misuse is { } e)
        {
            _answer.TrySetException(e);
        }
        else
        {
            _answer.TrySetResult(_outcome);
        }
    }

    public override void Fail(LicenseFault fault) => _answer.TrySetResult(fault);
}
