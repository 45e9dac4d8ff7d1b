using System.Text;
using System.Text.Json;
using LicenseKit.Activation;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using LicenseKit.Issuing;
using LicenseKit.Sessions;
using LicenseKit.Signing;
using Microsoft.Extensions.Logging;

namespace LicenseKit.Hosting.Child;

/// <summary>Keeps a child in contact with its parent: activates once, then pings; every decision is the core's.</summary>
internal sealed partial class ParentLink(LicenseServer server, ServerCalls calls, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private int _failures;
    private FaultCode _lastFault;

    public void Start() => _loop = Task.Run(RunAsync);

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
                var state = server.Writer.State.Child;
                var pause = Idle;
                if (ChildStep.MustActivate(state) || ChildStep.MustPing(state))
                {
                    var fault = ChildStep.MustActivate(state) ? await ActivateAsync(state).ConfigureAwait(false) : await PingAsync().ConfigureAwait(false);
                    Note(fault);
#pragma warning disable CA5394 // Jitter is no secret.
                    pause = TimeSpan.FromMilliseconds(ChildStep.Pause(server.Writer.State.Child, server.Writer.Now, _failures, Random.Shared.NextDouble()));
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

    /// <summary>Waits in steps, so that a license that is applied meanwhile is taken up at once.</summary>
    private async Task WaitAsync(ChildState before, TimeSpan pause)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) is var waited && waited < pause
            && server.Writer.State.Child.Chain?.Leaf.Id == before.Chain?.Leaf.Id
            && ChildStep.MustActivate(server.Writer.State.Child) == ChildStep.MustActivate(before))
        {
            var rest = pause - waited;
            await Task.Delay(rest < Idle ? rest : Idle, time, _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task<LicenseFault?> ActivateAsync(ChildState state)
    {
        ActivationRequest request;
        try
        {
            request = ActivationRequest.Sign(server.Key, server.Product, server.Writer.Now.Now, Secrets.NewNonce(), state.Chain!.Leaf);
        }
        catch (SigningException e)
        {
            return e.Fault;
        }

        var body = new ActivationMessage(request.Key.X, request.Jws);
        var (answer, _) = await SendAsync(state, url => calls.PostAsync(url, "/activations", body,
            WireJson.Default.ActivationMessage, WireJson.Default.BundleMessage, null, _stop.Token)).ConfigureAwait(false);
        return answer.Is(out var message, out var fault)
            ? (await server.ApplyAsync(Bytes(message.Bundle), "parent", null, _stop.Token).ConfigureAwait(false)).Fault
            : fault;
    }

    private async Task<LicenseFault?> PingAsync()
    {
        var stored = await server.Writer.DoAsync<PendingPing>(turn =>
        {
            if (!ChildStep.MustPing(turn.State.Child))
            {
                return new LicenseFault(FaultCode.OtherLicense, "The license was replaced by one whose parent is not pinged.", "Nothing needs to be done.");
            }

            var facts = Report.Of(turn.State.Child, turn.State.Ledger, turn.State.Sessions, turn.At.Now, server.Writer.ClockBehind);
            turn.State = turn.State with { Child = ChildStep.Ping(turn.State.Child, server.Key, turn.At, Secrets.NewNonce(), facts) };
            turn.Touched.Child = true;
            return turn.State.Child.Talk.Pending!;
        }).ConfigureAwait(false);
        if (!stored.Is(out var ping, out var fault))
        {
            return fault;
        }

        var (answer, url) = await SendAsync(ping).ConfigureAwait(false);
        if (!answer.Is(out var message, out fault))
        {
            return fault;
        }

        var reply = new PingAnswer(message.Pong, message.Bundle is { } bundle ? Bytes(bundle) : null, message.Above ?? []);
        var taken = await server.Writer.DoAsync<PingAnswered>(turn =>
        {
            var answered = server.Child.Answer(turn.State.Child, reply, url, turn.At);
            server.TakeUp(turn, answered.State, "parent");
            turn.State = turn.State with { Sessions = turn.State.Sessions.WithPeakTold() };
            return answered;
        }).ConfigureAwait(false);
        if (!taken.Is(out var result, out fault))
        {
            return fault;
        }

        if (result.Time is { } signed)
        {
            server.Writer.Learn(signed);
        }

        return result.Fault;
    }

    private Task<(Outcome<PongMessage> Answer, string Url)> SendAsync(PendingPing ping)
    {
        var body = new PingMessage(server.Key.PublicKey.X, ping.Jws);
        return SendAsync(server.Writer.State.Child, url => calls.PostAsync(url, "/pings", body, WireJson.Default.PingMessage, WireJson.Default.PongMessage, null, _stop.Token));
    }

    /// <summary>The address in the newest license first, then the last one that worked.</summary>
    private static async Task<(Outcome<T> Answer, string Url)> SendAsync<T>(ChildState state, Func<string, Task<Outcome<T>>> send)
        where T : class
    {
        var named = state.Chain!.Leaf.ParentUrl!;
        var (answer, url) = (await send(named).ConfigureAwait(false), named);
        if (answer.Fault is { Code: FaultCode.ServerUnreachable } && state.Talk.LastUrl is { } last && last != named)
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
