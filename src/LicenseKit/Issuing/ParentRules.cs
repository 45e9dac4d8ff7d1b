using LicenseKit.Protocol;
using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>What a parent answers its children. Pure. Activations and pings are answered at every standing of the parent's own license.</summary>
internal sealed class ParentRules(IssuingRules issuing, PublicKey key)
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
            var shown = grant.Claims.Binding is Binding.ToCode ? grant with { ShownKey = request.Key } : grant;
            return new Activated(shown == grant ? ledger : ledger.With(shown), grant.Id, null);
        }

        if (grant.Claims.Binding is not null || grant.HasHad(request.Key))
        {
            return new LicenseFault(FaultCode.ActivatedByAnother, $"License '{grant.Client}' was activated by another installation, or taken away from this one.",
                "Ask its issuer to reset the activation, or use the installation that activated it.", link: grant.Id);
        }

        var proven = grant.Versions.Reverse().TakeWhile(v => v.Claims.Binding is null && v.Claims.Serial >= grant.ResetAt)
            .Any(v => v.Claims.Serial == held.Serial && v.Document.SignatureHash == held.Proof);
        if (!proven)
        {
            return new LicenseFault(FaultCode.BadActivation, $"The activation does not prove that its sender holds a file of license '{grant.Client}' that may still be activated.",
                "Apply the newest file of the license on the installation, and let it activate itself.", link: grant.Id);
        }

        var claims = grant.Claims with { Binding = new Binding.ToKey(request.Key) };
        var audit = new AuditEntry(now, "child", "license.activate", grant.Id, $"by key {request.Key.Thumbprint}");
        return issuing.Copy(ledger, own, grant, claims, audit, now).Is(out var issued, out var fault)
            ? new Activated(issued.Ledger, grant.Id, issued.Audit)
            : fault;
    }

    /// <summary>The pong to a ping: the same for the same ping, and with a bundle when the child's chain is not the newest.</summary>
    /// <param name="ledger">What was issued.</param>
    /// <param name="own">The parent's license and its standing.</param>
    /// <param name="ping">The ping, verified under <paramref name="sender"/>.</param>
    /// <param name="sha256">SHA-256 of the ping in compact form, base64url.</param>
    /// <param name="sender">The key that signed it.</param>
    /// <param name="now">Effective now.</param>
    public Outcome<PongResult> Answer(Ledger ledger, IssuerRights own, Ping ping, string sha256, PublicKey sender, long now)
    {
        if (ping.Parent != own.Chain.Leaf.Id || !ledger.Servers.TryGetValue(ping.License, out var grant) || !grant.HasHad(sender))
        {
            return new LicenseFault(FaultCode.UnknownToParent, $"License '{Names.Shown(ping.License)}' was not issued here, or not to this key.", "Check the Server URL of the license; ask its issuer whether it was restored from a backup.");
        }

        LinkVersion[] newest = [.. LinkVersion.Of(own.Chain), new(grant.Claims.Serial, grant.Current.Document.ContentHash)];

        // No answer to a former key carries a version that is not bound: it would be a bearer token in the wrong hands.
        var hasBundle = !ping.Chain.SequenceEqual(newest) && (grant.Claims.Binding is not null || grant.IsHeldBy(sender));
        var last = grant.ExchangeWith(sender);
        if (last?.PingSha256 == sha256)
        {
            return new PongResult(ledger, grant.Id, last.Pong, hasBundle, null);
        }

        var pong = new Pong { Parent = own.Chain.Leaf.Id, License = grant.Id, IssuedAt = now, Seq = ping.Seq, Nonce = ping.Nonce, Chain = newest }.Document(key);
        var fork = Fork(last, ping, now);
        var exchange = new PingExchange(sender, Math.Max(ping.Seq, last?.Seq ?? 0), sha256, ping.Previous, new PongName(ping.Seq, pong.ContentHash), pong);
        return new PongResult(ledger.With(Reported(grant, ping, exchange, now, fork is not null)), grant.Id, pong, hasBundle, fork);
    }

    private static ServerGrant Reported(ServerGrant grant, Ping ping, PingExchange exchange, long now, bool isFork)
    {
        var sender = exchange.Key;
        var reported = grant with
        {
            Exchanges = [.. grant.Exchanges.Where(e => !e.Key.Equals(sender)), exchange],
            ShownKey = grant.IsHeldBy(sender) && grant.Claims.Binding is Binding.ToCode ? sender : grant.ShownKey,
        };
        if (!grant.IsHeldBy(sender))
        {
            return reported;
        }

        var held = Math.Min(ping.Chain[^1].Serial, grant.Claims.Serial);
        var current = reported with { LastPing = Math.Max(grant.LastPing ?? 0, now), Held = held, Use = ping.Use };
        var settled = isFork ? grant.Settled : Settled(grant, ping); // Two installations may live from the license: one cannot speak for the other.
        return settled == grant.Settled ? current : current with { Settled = settled };
    }

    /// <summary>What the holder says is settled is believed of a version that was issued here with that very content, and never goes back.</summary>
    private static long Settled(ServerGrant grant, Ping ping) =>
        ping.Settled is { } settled && settled.Serial > grant.Settled && settled.Serial <= ping.Chain[^1].Serial
        && grant.VersionOf(settled.Serial)?.Document.ContentHash == settled.Sha256
            ? settled.Serial
            : grant.Settled;

    private static AuditEntry? Fork(PingExchange? last, Ping ping, long now) => last is null || last.IsFollowedBy(ping) ? null
        : new(now, "child", "ping.fork", ping.License, $"ping {ping.Seq} does not go on from ping {last.Seq} and its answer: two installations may live from one license");
}
