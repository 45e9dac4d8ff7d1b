using System.Net;
using System.Security.Cryptography;
using System.Text;
using LicenseKit.Chains;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Telemetry;
using LicenseKit.Issuing;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Front;

/// <summary>Asks for proof of what child servers send before it is queued: a key that a license has or had, or a file that was issued here.</summary>
/// <param name="loop">Decides what is proven.</param>
/// <param name="unproven">Limits what is not.</param>
/// <param name="key">The own public key.</param>
/// <param name="time">For the rates.</param>
/// <param name="instruments">Counts what is refused.</param>
internal sealed class ChildFront(ServerLoop loop, UnprovenWork unproven, PublicKey key, TimeProvider time, Instruments instruments)
{
    private readonly VerifiedPings _verified = new();
    private readonly LicenseRates _activations = new(time, instruments);
    private readonly LicenseRates _pings = new(time, instruments);

    public async Task<Outcome<FileAnswer>> ActivateAsync(string sender, string activation, IPAddress? from, CancellationToken cancellationToken)
    {
        var (origin, started) = (Origin.Of(from), unproven.Start());
        if (!unproven.Check(origin, () => Verify(sender, activation)).Is(out var request, out var fault))
        {
            return fault;
        }

        if (_activations.Charge(request.Held!.Id) is { } tooMany)
        {
            return tooMany;
        }

        if ((await loop.AskAsync(new Request.Activate(request), cancellationToken).ConfigureAwait(false)).Is(out var file, out fault))
        {
            return new FileAnswer(file.ToBundle());
        }

        unproven.Charge(origin, started); // A copy of the file without the right to it is no proof.
        return fault;
    }

    public async Task<Outcome<PingReply>> PingAsync(string sender, string ping, IPAddress? from, CancellationToken cancellationToken)
    {
        if (loop.Published is not { Child: { Chain: { } own } child, Ledger: var ledger })
        {
            return StandingReport.NoneHeld.Fault!;
        }

        if (ping.Length > Ping.MaxLength)
        {
            return new LicenseFault(FaultCode.TooLarge, $"The ping has {ping.Length} characters; at most {Ping.MaxLength} are read.", "Send the ping alone; no good one is that large.");
        }

        var (origin, started) = (Origin.Of(from), unproven.Start());
        var sha256 = Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(ping)));
        if (_verified.Find(sender, sha256) is not var (signer, message))
        {
            if (!unproven.Check(origin, () => Verify(ledger, own, sender, ping)).Is(out var verified, out var fault))
            {
                return fault;
            }

            (signer, message) = (verified.Signer, verified.Ping);
            _verified.Remember(signer, sha256, message);
        }

        if (!ParentRules.Proven(ledger, own, message, signer).Is(out var grant, out var unknown))
        {
            return unknown;
        }

        if (ParentRules.Repeated(ledger, grant, own, message, sha256, signer) is { } repeated)
        {
            return Reply(ChildRequests.Reply(repeated, child, key));
        }

        var isNew = grant.ExchangeWith(signer) is not { } last || last.IsFollowedBy(message) || last.IsForkedBy(message);
        if (!isNew)
        {
            if (unproven.Refuse(origin) is { } busy)
            {
                return busy;
            }

            unproven.Charge(origin, started); // It may be a ping that somebody recorded.
        }
        else if (_pings.Charge(message.License) is { } tooMany)
        {
            return tooMany;
        }

        if (!(await loop.AskAsync(new Request.AnswerPing(message, sha256, signer), cancellationToken).ConfigureAwait(false)).Is(out var reply, out var refusal))
        {
            return refusal;
        }

        if (isNew)
        {
            unproven.Proven(origin);
        }

        return Reply(reply);
    }

    private static PingReply Reply(PongReply reply) => new(reply.Pong.Compact, reply.File?.ToBundle(), reply.Above);

    private Outcome<ActivationRequest> Verify(string sender, string activation)
    {
        if (loop.Published is not { Child.Chain: { } own, Ledger: var ledger })
        {
            return StandingReport.NoneHeld.Fault!;
        }

        return ActivationRequest.Read(activation, sender).Is(out var request, out var fault) && ParentRules.Proven(ledger, own, request).Is(out _, out fault) ? request : fault;
    }

    private static Outcome<SignedPing> Verify(Ledger ledger, Chain own, string sender, string ping)
    {
        if (!PublicKey.TryCreate(sender, out var signer))
        {
            return new LicenseFault(FaultCode.BadKey, "The 'key' beside the ping is not an Ed25519 key that may be used.", "Send the installation's public key in base64url.");
        }

        if (!ledger.Knows(signer, own.Leaf.Product))
        {
            return ParentRules.UnknownKey(signer);
        }

        return Ping.Read(ping, signer).Is(out var message, out var fault) && ParentRules.Proven(ledger, own, message, signer).Is(out _, out fault) ? new SignedPing(signer, message) : fault;
    }

    private sealed record SignedPing(PublicKey Signer, Ping Ping);
}
