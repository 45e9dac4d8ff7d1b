using System.Security.Cryptography;
using System.Text;
using LicenseKit.Hosting.Server;
using LicenseKit.Protocol;
using LicenseKit.Server;
using LicenseKit.Signing;

namespace LicenseKit.Hosting.Front;

/// <summary>Verifies what child servers send before it is queued: activations and pings.</summary>
internal sealed class ChildFront(ServerLoop loop)
{
    public async Task<Outcome<FileAnswer>> ActivateAsync(string key, string activation, CancellationToken cancellationToken)
    {
        if (!ActivationRequest.Read(activation, key).Is(out var request, out var fault)
            || !(await loop.AskAsync(new Request.Activate(request), cancellationToken).ConfigureAwait(false)).Is(out var file, out fault))
        {
            return fault;
        }

        return new FileAnswer(file.ToBundle());
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

        var sha256 = Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(ping)));
        return (await loop.AskAsync(new Request.AnswerPing(message, sha256, sender), cancellationToken).ConfigureAwait(false)).Is(out var reply, out fault)
            ? new PingReply(reply.Pong.Compact, reply.File?.ToBundle(), reply.Above)
            : fault;
    }
}
