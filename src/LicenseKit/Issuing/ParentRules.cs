using LicenseKit.Protocol;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Issuing;

/// <summary>What a parent answers its children. Pure. Activations and pings are answered at every standing of the parent's own license.</summary>
internal sealed class ParentRules(IssuingRules issuing, PublicKey key)
{
    /// <summary>The license of an activation whose sender has shown a right to ask: a key of that license, or the proof that it holds one of its files.</summary>
    public static Outcome<ServerGrant> Proven(Ledger ledger, Chain own, ActivationRequest request)
    {
        if (request.Product != own.Leaf.Product)
        {
            return new LicenseFault(FaultCode.WrongProduct, $"The activation is for product '{Names.Shown(request.Product)}'; this parent's is '{own.Leaf.Product}'.", "Ask the vendor of that product.");
        }

        if (request.Held is not { } held || !ledger.Servers.TryGetValue(held.Id, out var grant))
        {
            return new LicenseFault(FaultCode.UnknownToParent, $"The activation is for license '{Names.Shown(request.Held?.Id ?? "")}', which was not issued here.", "Check the Server URL of the license.");
        }

        // A version that is bound travels in every lease: having it proves nothing.
        return grant.HasHad(request.Key) || (grant.VersionOf(held.Serial) is { Claims.Binding: null } version && version.Document.SignatureHash == held.Proof) ? grant : NotProven(grant);
    }

    /// <summary>The license of a ping, when the key that signed it is or was one of that license.</summary>
    public static Outcome<ServerGrant> Proven(Ledger ledger, Chain own, Ping ping, PublicKey sender) =>
        ping.Parent == own.Leaf.Id && ledger.Servers.TryGetValue(ping.License, out var grant) && grant.HasHad(sender) ? grant : Unknown(ping.License);

    private static LicenseFault Unknown(string license) => new(FaultCode.UnknownToParent,
        $"License '{Names.Shown(license)}' was not issued here, or not to this key.", "Check the Server URL of the license; ask its issuer whether it was restored from a backup.");

    /// <summary>What the holder of a key is told that no license here is or was bound to.</summary>
    public static LicenseFault UnknownKey(PublicKey sender) => new(FaultCode.UnknownToParent,
        $"No license was issued here to key {sender.Thumbprint}.", "Check the Server URL of the license; ask its issuer whether it was restored from a backup.");

    /// <summary>The answer that this very ping was given before; null when it is another one.</summary>
    /// <param name="ledger">What was issued.</param>
    /// <param name="grant">The license of the ping: <see cref="Proven(Ledger, Chain, Ping, PublicKey)"/>.</param>
    /// <param name="own">The parent's chain.</param>
    /// <param name="ping">The ping.</param>
    /// <param name="sha256">SHA-256 of the ping in compact form, base64url.</param>
    /// <param name="sender">The key that signed it.</param>
    public static PongResult? Repeated(Ledger ledger, ServerGrant grant, Chain own, Ping ping, string sha256, PublicKey sender) =>
        grant.ExchangeWith(sender)?.AnswerTo(sha256) is { } pong
            ? new PongResult(ledger, grant.Id, pong, HasBundle(grant, own, ping, sender))
            : null;

    /// <summary>The first installation that proves to hold the file gets the license; the same one again gets the same answer.</summary>
    public Outcome<Activated> Activate(Ledger ledger, IssuerRights own, ActivationRequest request, long now)
    {
        if (!Proven(ledger, own.Chain, request).Is(out var grant, out var fault))
        {
            return fault;
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

        var mayActivate = grant.Versions.Reverse().TakeWhile(v => v.Claims.Binding is null && v.Claims.Serial >= grant.ResetAt)
            .Any(v => v.Claims.Serial == request.Held!.Serial);
        if (!mayActivate)
        {
            return NotProven(grant);
        }

        var claims = grant.Claims with { Binding = new Binding.ToKey(request.Key) };
        var audit = new AuditEntry(now, "child", "license.activate", grant.Id, $"by key {request.Key.Thumbprint}");
        return issuing.Copy(ledger, own, grant, claims, audit, now).Is(out var issued, out fault)
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
        if (!Proven(ledger, own.Chain, ping, sender).Is(out var grant, out var fault))
        {
            return fault;
        }

        if (Repeated(ledger, grant, own.Chain, ping, sha256, sender) is { } repeated)
        {
            return repeated;
        }

        var last = grant.ExchangeWith(sender);
        var forks = last?.IsForkedBy(ping) == true;
        var isStray = last?.IsFollowedBy(ping) == false && !forks;

        // The answer to a stray ping keeps its sender fresh no longer than the last ping did that was taken.
        var at = isStray ? Math.Min(now, grant.LastPing ?? grant.Claims.IssuedAt) : now;
        var pong = new Pong { Parent = own.Chain.Leaf.Id, License = grant.Id, IssuedAt = at, Seq = ping.Seq, Nonce = ping.Nonce, Chain = Newest(grant, own.Chain), IsStray = isStray }.Document(key);
        var sent = new PongName(ping.Seq, pong.ContentHash);
        var hasBundle = HasBundle(grant, own.Chain, ping, sender);
        if (isStray)
        {
            // It may be an old ping that somebody recorded: it is answered, and nothing that it says is believed.
            var aside = With(grant, last!.SetAside(new StrayPing(sha256, sent, pong)));
            return new PongResult(ledger.With(aside), grant.Id, pong, hasBundle) { IsStray = true };
        }

        var exchange = new PingExchange(sender, ping.Seq, sha256, ping.Previous, sent, pong) { IsForked = forks || last?.IsForked == true, Strays = last?.Strays ?? [] };
        var audit = forks && !last!.IsForked ? Fork(ping, now) : null;
        return new PongResult(ledger.With(Reported(With(grant, exchange), ping, exchange, now)), grant.Id, pong, hasBundle) { Audit = audit };
    }

    private static LinkVersion[] Newest(ServerGrant grant, Chain own) => [.. LinkVersion.Of(own), new(grant.Claims.Serial, grant.Current.Document.ContentHash)];

    /// <summary>No answer to a former key carries a version that is not bound: it would be a bearer token in the wrong hands.</summary>
    private static bool HasBundle(ServerGrant grant, Chain own, Ping ping, PublicKey sender) =>
        !ping.Chain.SequenceEqual(Newest(grant, own)) && (grant.Claims.Binding is not null || grant.IsHeldBy(sender));

    private static ServerGrant With(ServerGrant grant, PingExchange exchange) =>
        grant with { Exchanges = [.. grant.Exchanges.Where(e => !e.Key.Equals(exchange.Key)), exchange] };

    private static ServerGrant Reported(ServerGrant grant, Ping ping, PingExchange exchange, long now)
    {
        var sender = exchange.Key;
        if (!grant.IsHeldBy(sender))
        {
            return grant;
        }

        var held = Math.Min(ping.Chain[^1].Serial, grant.Claims.Serial);
        var current = grant with
        {
            ShownKey = grant.Claims.Binding is Binding.ToCode ? sender : grant.ShownKey,
            LastPing = Math.Max(grant.LastPing ?? 0, now),
            Held = held,
            Use = ping.Use,
        };
        var settled = exchange.IsForked ? grant.Settled : Settled(grant, ping); // Two installations may live from the license: one cannot speak for the other.
        return settled == grant.Settled ? current : current with { Settled = settled };
    }

    /// <summary>What the holder says is settled is believed of a version that was issued here with that very content, and never goes back.</summary>
    private static long Settled(ServerGrant grant, Ping ping) =>
        ping.Settled is { } settled && settled.Serial > grant.Settled && settled.Serial <= ping.Chain[^1].Serial
        && grant.VersionOf(settled.Serial)?.Document.ContentHash == settled.Sha256
            ? settled.Serial
            : grant.Settled;

    private static AuditEntry Fork(Ping ping, long now) => new(now, "child", "ping.fork", ping.License,
        $"ping {ping.Seq} goes on from an answer that the installation did not get which pinged before it: two installations live from one license") { IsAlarm = true };

    private static LicenseFault NotProven(ServerGrant grant) => new(FaultCode.BadActivation,
        $"The activation does not prove that its sender holds a file of license '{grant.Client}' that may still be activated.",
        "Apply the newest file of the license on the installation, and let it activate itself.", link: grant.Id);
}
