using LicenseKit.Signing;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Server;

/// <summary>A signer that lives elsewhere, as a server uses it: what it signs is verified, its failures are logged once, shown in health, and do not hold up the one writer time and again.</summary>
internal sealed partial class WatchedSigner(ISigner signer, TimeProvider time, ILogger logger) : IProvenSigner
{
    private static readonly TimeSpan LeastRest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _failedAt;
    private TimeSpan _rest;
    private bool _refuses;
    private SigningException? _failure;

    public PublicKey PublicKey { get; } = signer.PublicKey;

    /// <summary>Why nothing is signed at the moment; null while all goes well.</summary>
    public LicenseFault? Problem => Volatile.Read(ref _failure)?.Fault;

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        if (Resting() is { } recent)
        {
            throw new SigningException(recent.Message, recent);
        }

        var started = time.GetTimestamp();
        try
        {
            Signature.Make(signer, PublicKey, data, signature);
        }
        catch (SigningException e) when (e.IsRefusal)
        {
            Refused(e);
            throw;
        }
        catch (SigningException e)
        {
            Failed(e, started);
            throw;
        }

        Worked();
    }

    /// <summary>The last failure while it is young: a signer that hangs takes at most half of the writer's time.</summary>
    private SigningException? Resting()
    {
        lock (_lock)
        {
            return _failure is { } failure && time.GetElapsedTime(_failedAt) < _rest ? failure : null;
        }
    }

    private void Failed(SigningException e, long started)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = _failure is null;
            _failure = e;
            _failedAt = time.GetTimestamp();
            _rest = time.GetElapsedTime(started, _failedAt) is var took && took > LeastRest ? took : LeastRest;
        }

        if (isFirst)
        {
            LogFailed(logger, e);
        }
    }

    /// <summary>One document that is not signed says nothing of the others; of several in a row the first is logged.</summary>
    private void Refused(SigningException e)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = !_refuses;
            _refuses = true;
        }

        if (isFirst)
        {
            LogRefused(logger, e);
        }
    }

    private void Worked()
    {
        bool isFirst;
        lock (_lock)
        {
            _refuses = false;
            isFirst = _failure is not null;
            _failure = null;
        }

        if (isFirst)
        {
            LogWorks(logger);
        }
    }

    [LoggerMessage(8012, LogLevel.Error, "The signer cannot sign: what needs a signature is refused until it can (LK8012).")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(8014, LogLevel.Warning, "The signer does not sign a document (LK8012).")]
    private static partial void LogRefused(ILogger logger, Exception exception);

    [LoggerMessage(8013, LogLevel.Information, "The signer signs again.")]
    private static partial void LogWorks(ILogger logger);
}
