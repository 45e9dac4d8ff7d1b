using LicenseKit.Activation;
using LicenseKit.Freshness;
using LicenseKit.Hosting.Server;
using LicenseKit.Issuing;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Parent;

/// <summary>Carries what child servers send to the writer: activations and pings.</summary>
internal sealed class ChildDesk(Writer writer, ParentStep parent)
{
    public async Task<Outcome<FileAnswer>> ActivateAsync(string key, string activation, CancellationToken cancellationToken)
    {
        if (!ActivationRequest.Read(activation, key).Is(out var request, out var fault))
        {
            return fault;
        }

        return await writer.DoAsync<FileAnswer>(turn =>
        {
            if (!turn.Own().Is(out var own, out var no) || !parent.Activate(turn.State.Ledger, own, request, turn.At.Now).Is(out var activated, out no))
            {
                return no;
            }

            turn.State = turn.State with { Ledger = activated.Ledger };
            turn.Touched.Servers.Add(activated.Id);
            turn.Touched.Audits.AddRange(activated.Audit is { } audit ? [audit] : []);
            return new FileAnswer(activated.Bundle);
        }).WaitAsync(cancellationToken).ConfigureAwait(false) is var answer && answer.Fault is { Code: FaultCode.ActivatedByAnother } another
            ? await NoteAsync(another, request, answer).ConfigureAwait(false)
            : answer;
    }

    public async Task<Outcome<PingReply>> PingAsync(string key, string ping, CancellationToken cancellationToken)
    {
        if (!PublicKey.TryCreate(key, out var sender))
        {
            return new LicenseFault(FaultCode.BadKey, "The 'key' beside the ping is not an Ed25519 key that may be used.", "Send the installation's public key in base64url.");
        }

        if (!Ping.Read(ping, sender).Is(out var message, out var fault))
        {
            return fault;
        }

        return await writer.DoAsync<PingReply>(turn =>
        {
            if (!turn.Own().Is(out var own, out var no) || !parent.Answer(turn.State.Ledger, own, message, ping, sender, turn.At.Now).Is(out var ponged, out no))
            {
                return no;
            }

            turn.State = turn.State with { Ledger = ponged.Ledger };
            turn.Touched.Told.Add(ponged.Id);
            turn.Touched.Audits.AddRange(ponged.Audit is { } audit ? [audit] : []);
            var talk = turn.State.Child.Talk;
            return new PingReply(ponged.Pong, ponged.Bundle, [.. talk.Above.Values.Append(talk.Contact).OfType<Contacted>().Select(c => c.Pong)]);
        }).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A second activation is refused and shown to the operator.</summary>
    private async Task<Outcome<FileAnswer>> NoteAsync(LicenseFault another, ActivationRequest request, Outcome<FileAnswer> answer)
    {
        await writer.DoAsync<Turn>(turn =>
        {
            turn.Touched.Audits.Add(new Audit(turn.At.Now, "child", "activation.refused", another.Link, $"by key {request.Key.Thumbprint}: {another.Message}"));
            return turn;
        }).ConfigureAwait(false);
        return answer;
    }
}
