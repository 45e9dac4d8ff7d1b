using System.Collections.Concurrent;
using LicenseKit.Signing;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Server;

/// <summary>
/// Signs the documents of a batch, in parallel. A signer elsewhere is given a second for each, what it signs is verified, and its failures are logged
/// once and shown in health.
/// </summary>
internal sealed partial class DocumentSigner(ISigner signer, TimeProvider time, ILogger logger) : ISigner, IDisposable
{
    /// <summary>The longest that one signature may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LeastRest = TimeSpan.FromSeconds(1);

    /// <summary>A batch signs at most what the signer did in this time.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(0.5);

    /// <summary>Most calls of a signer elsewhere at once: a whole batch. How many it really gets follows from <see cref="Capacity"/>.</summary>
    private const int MaxCalls = RequestQueues.MaxBatch;

    /// <summary>Fewer documents than this are signed on the loop itself.</summary>
    private const int FewDocuments = 4;

    private readonly SemaphoreSlim _calls = new(MaxCalls);
    private readonly Lock _lock = new();
    private SigningException? _failure;
    private long _failedAt;
    private TimeSpan _rest;
    private bool _refuses;
    private int _capacity = 1;
    private long _measuredAt;

    public PublicKey PublicKey { get; } = signer.PublicKey;

    /// <summary>Why nothing is signed at the moment; null while all goes well.</summary>
    public LicenseFault? Problem => Volatile.Read(ref _failure)?.Fault;

    /// <summary>Most documents of the next batch: what the signer did in its last half second, and 1 before it has signed anything. A key in this process has no limit.</summary>
    public int Capacity => signer is SigningKey ? int.MaxValue : Volatile.Read(ref _capacity);

    /// <summary>Signs the documents; the answer says why each of the others was not signed.</summary>
    public async ValueTask<IReadOnlyDictionary<Document, LicenseFault>> SignAsync(IReadOnlyList<Document> documents)
    {
        if (signer is SigningKey key)
        {
            SignHere(documents, key);
            return new Dictionary<Document, LicenseFault>();
        }

        if (Resting() is { } recent)
        {
            return documents.ToDictionary(d => d, _ => recent.Fault);
        }

        var failed = new ConcurrentDictionary<Document, LicenseFault>();
        var (unanswered, started) = (0, time.GetTimestamp());
        await Task.WhenAll(documents.Select(async document =>
        {
            try
            {
                document.Complete(await CallAsync(document.Signer, document.SigningInput()).ConfigureAwait(false));
            }
            catch (SigningException e)
            {
                failed[document] = e.Fault;
                if (!e.IsRefusal)
                {
                    Interlocked.Increment(ref unanswered);
                }
            }
        })).ConfigureAwait(false);
        Measure(documents.Count - unanswered, unanswered, started);
        return failed;
    }

    /// <summary>Signs one document within the same limits, beside the loop.</summary>
    /// <exception cref="SigningException">The signer does not sign it.</exception>
    public async ValueTask SignAsync(ReadOnlyMemory<byte> data, Memory<byte> signature, CancellationToken cancellationToken)
    {
        if (signer is SigningKey key)
        {
            key.Sign(data.Span, signature.Span);
            return;
        }

        (await CallAsync(PublicKey, data).WaitAsync(cancellationToken).ConfigureAwait(false)).CopyTo(signature);
    }

    /// <summary>One call of a signer elsewhere.</summary>
    private async Task<byte[]> CallAsync(PublicKey named, ReadOnlyMemory<byte> data)
    {
        await _calls.WaitAsync().ConfigureAwait(false);
        try
        {
            return await TryAsync(named, data).ConfigureAwait(false);
        }
        finally
        {
            _calls.Release();
        }
    }

    private async Task<byte[]> TryAsync(PublicKey named, ReadOnlyMemory<byte> data)
    {
        if (Resting() is { } recent)
        {
            throw new SigningException(recent.Message, recent);
        }

        var started = time.GetTimestamp();
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var signature = await Signature.MakeAsync(signer, named, data, patience.Token).AsTask().WaitAsync(Patience, time).ConfigureAwait(false);
            Worked();
            return signature;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            throw Failed(new SigningException($"The signer did not answer within {Patience.TotalSeconds} s.", e), started);
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
    }

    public void Dispose() => _calls.Dispose();

    private static void SignHere(IReadOnlyList<Document> documents, SigningKey key)
    {
        if (documents.Count >= FewDocuments)
        {
            Parallel.ForEach(documents, document => document.Sign(key));
            return;
        }

        foreach (var document in documents)
        {
            document.Sign(key);
        }
    }

    /// <summary>The last failure while it is young: a signer that hangs does not hold up one batch after another.</summary>
    private SigningException? Resting()
    {
        lock (_lock)
        {
            return _failure is { } failure && time.GetElapsedTime(_failedAt) < _rest ? failure : null;
        }
    }

    private SigningException Failed(SigningException e, long started)
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

        return e;
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

    /// <summary>A small batch says little of what the signer can do, so the best rate of the window counts; a failure counts at once.</summary>
    /// <remarks>Rounded up: a signer that answers within the window, however many it is asked for, is asked for more each time.</remarks>
    private void Measure(int answered, int unanswered, long started)
    {
        var now = time.GetTimestamp();
        var rate = answered / Math.Max(time.GetElapsedTime(started, now).TotalSeconds, 0.001);
        var capacity = (int)Math.Clamp(Math.Ceiling(rate * Window.TotalSeconds), 1, RequestQueues.MaxBatch);
        if (capacity >= _capacity || unanswered > 0 || time.GetElapsedTime(_measuredAt, now) >= Window)
        {
            Volatile.Write(ref _capacity, capacity);
            _measuredAt = now;
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
