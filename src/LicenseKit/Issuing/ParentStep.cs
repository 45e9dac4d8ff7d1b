using LicenseKit.Activation;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>What a parent answers its children, as pure steps. Activations and pings are answered at every standing of the parent's own license.</summary>
internal sealed class ParentStep(IssuingStep issuing, ISigner key)
{
    /// <summary>The first installation that proves to hold the file gets the license; the same one again gets the same answer.</summary>
    public Outcome<Activated> Activate(Ledger ledger, IssuerRights own, ActivationRequest request, long now)
    {
        if (request.Product != own.Chain.Leaf.Product)
        {
            return new LicenseFault(FaultCode.WrongProduct, $"The activation is for product '{Names.Shown(request.Product)}'; this parent's is '{own.Chain.Leaf.Product}'.", "Ask the vendor of that product.");
        }

        if (request.Held is not { } held || !ledger.Servers.TryGetValue(held.Id, out var grant))
        {
            return new LicenseFault(FaultCode.UnknownToParent, $"The activation is for license '{Names.Shown(request.Held?.Id ?? "")}', which was not issued here.", "Check the Server URL of the license.");
        }

        if (grant.IsHeldBy(request.Key))
        {
            var shown = grant.License.Binding is Binding.ToCode ? grant with { ShownKey = request.Key } : grant;
            return new Activated(ledger.WithTold(shown), grant.Id, Bundle(own, shown), null);
        }

        if (grant.License.Binding is not null || grant.HasHad(request.Key))
        {
            return new LicenseFault(FaultCode.ActivatedByAnother, $"License '{grant.Client}' was activated by another installation, or taken away from this one.",
                "Ask its issuer to reset the activation, or use the installation that activated it.", link: grant.Id);
        }

        var proven = grant.Versions.Reverse().TakeWhile(v => v.License.Binding is null && v.License.Serial >= grant.ResetAt)
            .Any(v => v.License.Serial == held.Serial && ActivationRequest.ProofOf(v.License.Jws) == held.Proof);
        if (!proven)
        {
            return new LicenseFault(FaultCode.BadActivation, $"The activation does not prove that its sender holds a file of license '{grant.Client}' that may still be activated.",
                "Apply the newest file of the license on the installation, and let it activate itself.", link: grant.Id);
        }

        var claims = grant.License.Claims with { Binding = new Binding.ToKey(request.Key) };
        var audit = new Audit(now, "child", "license.activate", grant.Id, $"by key {request.Key.Thumbprint}");
        return issuing.Copy(ledger, own, grant, claims, audit, now).Is(out var issued, out var fault)
            ? new Activated(issued.Ledger, grant.Id, Bundle(own, issued.Ledger.Servers[grant.Id]), issued.Audit)
            : fault;
    }

    /// <summary>The pong to a ping: the same for the same ping, and with a bundle when the child's chain is not the newest.</summary>
    public Outcome<Ponged> Answer(Ledger ledger, IssuerRights own, Ping ping, string jws, PublicKey sender, long now)
    {
        if (ping.Parent != own.Chain.Leaf.Id || !ledger.Servers.TryGetValue(ping.License, out var grant) || !grant.HasHad(sender))
        {
            return new LicenseFault(FaultCode.UnknownToParent, $"License '{Names.Shown(ping.License)}' was not issued here, or not to this key.", "Check the Server URL of the license; ask its issuer whether it was restored from a backup.");
        }

        var talk = grant.Talks.FirstOrDefault(t => t.Key.Equals(sender));
        if (talk is { } last && last.Ping == jws)
        {
            return new Ponged(ledger, grant.Id, last.Pong, NewerBundle(own, grant, ping, sender), null);
        }

        var newest = LinkVersion.Of(own.Chain).Append(new LinkVersion(grant.License.Serial, grant.License.ContentHash)).ToArray();
        var pong = new Pong { Parent = own.Chain.Leaf.Id, License = grant.Id, IssuedAt = now, Seq = ping.Seq, Nonce = ping.Nonce, Chain = newest }.Sign(key);
        var held = Math.Min(ping.Chain[^1].Serial, grant.License.Serial);
        var forked = talk is { } before && !Follows(ping, before);
        var told = grant with
        {
            Talks = [.. grant.Talks.Where(t => !t.Key.Equals(sender)), new KeyTalk(sender, Math.Max(ping.Seq, talk?.Seq ?? 0), jws, pong)],
            ShownKey = grant.IsHeldBy(sender) && grant.License.Binding is Binding.ToCode ? sender : grant.ShownKey,
        };
        if (grant.IsHeldBy(sender))
        {
            told = told with { LastPing = now, Held = held, Settled = Math.Max(grant.Settled, Math.Min(ping.Settled, held)), Use = ping.Use };
        }

        var audit = forked ? new Audit(now, "child", "ping.fork", grant.Id, $"ping {ping.Seq} does not go on from ping {talk!.Seq} and its answer: two installations may live from one license") : null;
        return new Ponged(ledger.WithTold(told), grant.Id, pong, NewerBundle(own, told, ping, sender), audit);
    }

    /// <summary>The child's file: our own chain, our key where our link is bound by code, and its newest version.</summary>
    public byte[] Bundle(IssuerRights own, ServerGrant grant) => own.Chain.ToBundle(key.PublicKey, below: [grant.License.Jws]);

    /// <summary>A ping goes on from the last one when it names the last pong, or the one that the last ping named, or (after a loss of ours) a newer one.</summary>
    private bool Follows(Ping ping, KeyTalk last)
    {
        var named = Ping.Read(last.Ping, last.Key).Value?.Previous;
        return ping.Seq > last.Seq
            && (ping.Previous == named || (Pong.Read(last.Pong, key.PublicKey).Value is { } sent && ping.Previous == new PongName(sent.Seq, sent.Sha256)) || ping.Previous?.Seq > last.Seq);
    }

    /// <summary>No answer to a former key carries a version that is not bound: it would be a bearer token in the wrong hands.</summary>
    private byte[]? NewerBundle(IssuerRights own, ServerGrant grant, Ping ping, PublicKey sender)
    {
        var isNewest = ping.Chain.SequenceEqual(LinkVersion.Of(own.Chain).Append(new LinkVersion(grant.License.Serial, grant.License.ContentHash)));
        return isNewest || (grant.License.Binding is null && !grant.IsHeldBy(sender)) ? null : Bundle(own, grant);
    }
}
