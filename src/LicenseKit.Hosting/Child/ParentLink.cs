using System.Text;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Signing;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Child;

/// <summary>Keeps a child in contact with its parent: activates once, then pings; every decision is the machine's.</summary>
internal sealed partial class ParentLink(
    ServerLoop loop, ServerClock clock, DocumentSigner signer, ChainReader reader, ServerCalls calls, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly InFlight _inFlight = InFlight.On(time);
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private int _failures;
    private FaultCode _lastFault;

    public void Start() => _loop = _inFlight.RunAsync(() => Task.Run(RunAsync));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var state = loop.Published.Child;
                var pause = Idle;
                if (HolderRules.MustActivate(state) || HolderRules.MustPing(state))
                {
                    var fault = HolderRules.MustActivate(state) ? await ActivateAsync(state).ConfigureAwait(false) : await PingAsync().ConfigureAwait(false);
                    Note(fault);
#pragma warning disable CA5394 // Jitter is no secret.
                    pause = TimeSpan.FromMilliseconds(HolderRules.Pause(loop.Published.Child, clock.Now, _failures, Random.Shared.NextDouble()));
#pragma warning restore CA5394
                }

                await WaitAsync(state, pause).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Waits in steps, so that a license that is applied meanwhile is noticed at once.</summary>
    private async Task WaitAsync(ChildState before, TimeSpan pause)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) is var waited && waited < pause
            && loop.Published.Child.Chain?.Leaf.Id == before.Chain?.Leaf.Id
            && HolderRules.MustActivate(loop.Published.Child) == HolderRules.MustActivate(before))
        {
            var rest = pause - waited;
            await _inFlight.DelayAsync(rest < Idle ? rest : Idle, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task<LicenseFault?> ActivateAsync(ChildState state)
    {
        Document activation;
        try
        {
            activation = ActivationRequest.Document(signer.PublicKey, state.Chain!.Leaf.Product, clock.Now.Now, Secrets.NewNonce(), HeldFile.Of(state.Chain.Leaf));
            await activation.SignAsync(signer, _stop.Token).ConfigureAwait(false);
        }
        catch (SigningException e)
        {
            return e.Fault;
        }

        var body = new ActivationMessage(signer.PublicKey.X, activation.Compact);
        var (answer, _) = await SendAsync(state, url => calls.PostAsync(url, "/activations", body,
            WireJson.Default.ActivationMessage, WireJson.Default.BundleMessage, null, _stop.Token)).ConfigureAwait(false);
        if (!answer.Is(out var message, out var fault) || !reader.ReadAs(signer.PublicKey, Bytes(message.Bundle)).Is(out var chain, out fault))
        {
            return fault;
        }

        return (await loop.AskAsync(new Request.ApplyChain(chain, null, "parent"), _stop.Token).ConfigureAwait(false)).Fault;
    }

    private async Task<LicenseFault?> PingAsync()
    {
        if (!(await loop.AskAsync(new Request.MakePing(Secrets.NewNonce(), clock.Behind)).ConfigureAwait(false)).Is(out var ping, out var fault))
        {
            return fault;
        }

        var state = loop.Published.Child;
        var body = new PingMessage(signer.PublicKey.X, ping.Document.Compact);
        var (answer, url) = await SendAsync(state, to => calls.PostAsync(to, "/pings", body,
            WireJson.Default.PingMessage, WireJson.Default.PongMessage, null, _stop.Token)).ConfigureAwait(false);
        if (!answer.Is(out var message, out fault))
        {
            return fault;
        }

        var reply = new PingAnswer(message.Pong, message.Bundle is { } bundle ? Bytes(bundle) : null, message.Above ?? []);
        var verified = VerifiedAnswer.Verify(state.Chain!, ping.Seq, reply, url, reader, signer.PublicKey);
        return (await loop.AskAsync(new Request.TakeAnswer(verified)).ConfigureAwait(false)).Is(out var result, out fault) ? result.Fault : fault;
    }

    /// <summary>The address in the newest license first, then the last one that worked.</summary>
    private static async Task<(Outcome<T> Answer, string Url)> SendAsync<T>(ChildState state, Func<string, Task<Outcome<T>>> send)
        where T : class
    {
        var named = state.Chain!.Leaf.ParentUrl!;
        var (answer, url) = (await send(named).ConfigureAwait(false), named);
        if (answer.Fault is { Code: FaultCode.ServerUnreachable } && state.Exchange.LastUrl is { } last && last != named)
        {
            (answer, url) = (await send(last).ConfigureAwait(false), last);
        }

        // "This installation", in the parent's words, is the parent.
        return answer.Fault is { Code: not FaultCode.ServerUnreachable } no
            ? (new LicenseFault(no.Code, $"The parent at {url} answers: {no.Message}", no.Remedy, no.Value, no.Link), url)
            : (answer, url);
    }

    private void Note(LicenseFault? fault)
    {
        _failures = fault is null ? 0 : _failures + 1;
        if (fault is not null && fault.Code != _lastFault)
        {
            LogParent(logger, fault.ToString());
        }
        else if (fault is null && _lastFault != FaultCode.None)
        {
            LogContact(logger);
        }

        _lastFault = fault?.Code ?? FaultCode.None;
    }

    private static byte[] Bytes(JsonElement bundle) => Encoding.UTF8.GetBytes(bundle.GetRawText());

    [LoggerMessage(5005, LogLevel.Warning, "The parent is not in contact: {Fault}")]
    private static partial void LogParent(ILogger logger, string fault);

    [LoggerMessage(5006, LogLevel.Information, "The parent is in contact again.")]
    private static partial void LogContact(ILogger logger);
}
