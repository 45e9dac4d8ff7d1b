using System.Collections.Immutable;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Freshness;

/// <summary>What a holder of a license decides: which chain is in force, what it pings, what an answer means. Pure; everything signed was verified before.</summary>
internal static class HolderRules
{
    /// <summary>Least pause before a ping is repeated or a new one made, in seconds.</summary>
    private const long Minute = 60;

    private const long MaxBackOff = 300;

    /// <summary>Puts a verified chain in force, whichever road it came: not older than what was seen, ours. The state stays as it is when refused.</summary>
    /// <param name="state">What is held.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="key">The own installation key.</param>
    /// <param name="now">Effective now.</param>
    /// <param name="replaces">The id of the held license that the operator gives up for another one.</param>
    public static Outcome<ChildState> Apply(ChildState state, Chain chain, PublicKey key, long now, string? replaces = null)
    {
        if (state.Chain is { } held && held.Leaf.Id != chain.Leaf.Id && held.Leaf.Id != replaces)
        {
            return new LicenseFault(FaultCode.OtherLicense, $"The file holds license '{chain.Leaf.Id}' of '{chain.Leaf.Client}'; '{held.Leaf.Id}' of '{held.Leaf.Client}' is in force here.",
                $"To replace it, name it: replace={held.Leaf.Id}.", chain.Leaf.Id, chain.Leaf.Id);
        }

        if (HighWaterMark.Check(state.Seen, chain) is { } older)
        {
            return older;
        }

        if (state.Chain is null && chain.Leaf.Binding?.Admits(key) == false)
        {
            return new LicenseFault(FaultCode.BoundElsewhere, $"License '{chain.Leaf.Client}' is bound to another installation.",
                "Use the file made for this installation's License Code, or ask its issuer to reset the activation.", link: chain.Leaf.Id);
        }

        var sameLicense = state.Chain?.Leaf.Id == chain.Leaf.Id;
        var newer = !sameLicense || state.Chain!.Leaf.Serial < chain.Leaf.Serial;
        var exchange = sameLicense ? state.Exchange : new ParentExchange();
        return state with
        {
            Chain = chain,
            Seen = HighWaterMark.Advance(state.Seen, chain),
            Former = sameLicense ? FormerVersion.Next(state.Former, state.Chain!, chain, now) : [],
            Exchange = exchange with { Refused = null, BoundElsewhere = !newer && exchange.BoundElsewhere },
        };
    }

    /// <summary>Seconds by which the wall clock may be behind effective time before it is suspect: an online license hears the time often, another one never.</summary>
    public static long ClockTolerance(ChildState state) => state.Chain?.Leaf.Contact is null ? 86_400 : 300;

    /// <summary>What is held after effective time was set: a contact is as old as before, so no setting makes it last longer; and nothing counts from after now.</summary>
    /// <param name="state">What is held.</param>
    /// <param name="before">The floor of time until now.</param>
    /// <param name="now">What it is set to.</param>
    public static ChildState AtTime(ChildState state, long before, long now)
    {
        var back = Math.Max(0, before - now);
        if (back == 0)
        {
            return state;
        }

        ParentContact Moved(ParentContact contact) => contact with { Since = Math.Min(contact.Since - back, now) };
        var above = state.Exchange.Above.SetItems(state.Exchange.Above.Select(c => KeyValuePair.Create(c.Key, Moved(c.Value))));
        return state with
        {
            Exchange = state.Exchange with { Contact = state.Exchange.Contact is { } contact ? Moved(contact) : null, Above = above },
            Former = [.. state.Former.Select(f => f with { ReplacedAt = Math.Min(f.ReplacedAt, now) })],
        };
    }

    /// <summary>True when the held license waits for an activation online.</summary>
    public static bool MustActivate(ChildState state) => state.Chain?.Leaf is { Binding: null, ParentUrl: not null };

    /// <summary>True when the held license is one whose parent is pinged, in every state and at zero rights too.</summary>
    public static bool MustPing(ChildState state) => state.Chain?.Leaf is { Contact: not null, Binding: not null };

    /// <summary>The state with a ping to send: the one that still waits for its answer, or a new one, stored before it is sent.</summary>
    public static ChildState Ping(ChildState state, PublicKey key, Moment at, string nonce, HolderReport report)
    {
        if (state.Exchange.Pending is { } waiting)
        {
            // Monotonic time is of one run: a ping of an earlier one must not look young, or its late answer would set the floor of time back.
            return waiting.SentTicks is not null ? state
                : state with { Exchange = state.Exchange with { Pending = waiting with { SentTicks = at.Ticks - EffectiveClock.MaxAgeToLower } } };
        }

        var chain = state.Chain ?? throw new ArgumentException("No license is held.", nameof(state));
        var seq = state.Exchange.Seq + 1;
        var document = new Ping
        {
            License = chain.Leaf.Id,
            Parent = chain.Links[^2].Id,
            IssuedAt = at.Now,
            Seq = seq,
            Nonce = nonce,
            Previous = state.Exchange.Previous,
            Chain = LinkVersion.Of(chain),
            Settled = state.Settled,
            Refused = state.Exchange.Refused,
            Use = report.Use,
            Peak = report.Peak,
            Issued = report.Issued,
            Clock = report.ClockBehind,
        }.Document(key);
        var pending = new PendingPing(document, seq, nonce, at.Now) { SentTicks = at.Ticks };
        return state with { Exchange = state.Exchange with { Seq = seq, Pending = pending } };
    }

    /// <summary>Takes the parent's answer: first the bundle, then the pong under the newest chain's key, then the pongs of the links above.</summary>
    public static PingResult Answer(ChildState state, VerifiedAnswer answer, PublicKey key, Moment at)
    {
        if (state.Exchange.Pending is not { } pending || pending.Seq != answer.Seq)
        {
            return new PingResult(state, null, null, null);
        }

        var refused = answer.BundleFault;
        if (answer.Bundle is { } bundle)
        {
            state = Apply(state, bundle, key, at.Now).Is(out var applied, out refused) ? applied : state;
        }

        var exchange = state.Exchange with { Pending = null, LastUrl = answer.Url, Refused = refused?.Code.Text() ?? state.Exchange.Refused };
        state = state with { Exchange = exchange };
        var chain = state.Chain!;
        var parentKey = chain.Links.Count < 2 ? null : chain.HolderOf(chain.Links.Count - 2);
        if (parentKey is null || answer.Pong is not { Pong: var pong } signed || !parentKey.Equals(signed.Signer))
        {
            return new PingResult(state, null, null, refused ?? BadPong("it is not signed by the parent's key"));
        }

        if (pong.Parent != chain.Links[^2].Id || pong.License != chain.Leaf.Id || pong.Seq != pending.Seq || pong.Nonce != pending.Nonce)
        {
            return new PingResult(state, null, null, BadPong("it answers another ping"));
        }

        exchange = exchange with { Previous = new PongName(pong.Seq, pong.Sha256) };
        if (!Holds(chain, chain.Links.Count, pong.Chain))
        {
            var elsewhere = answer.IsPongAlone && pong.Chain.Count == chain.Links.Count && pong.Chain[^1].Serial > chain.Leaf.Serial;
            return new PingResult(state with { Exchange = exchange with { BoundElsewhere = elsewhere || exchange.BoundElsewhere } }, null, null, refused);
        }

        var contact = new ParentContact(signed.Compact, Math.Min(pending.SentAt, pong.IssuedAt));
        var young = pending.SentTicks is { } sent && at.Ticks - sent < EffectiveClock.MaxAgeToLower;
        var time = new SignedTime(pong.IssuedAt, young, chain.IssuedAt);
        var now = young ? Math.Max(time.At, time.LeastOfLinks) : at.Now;
        return new PingResult(TakeAbove(state with { Exchange = exchange with { Contact = contact, BoundElsewhere = false } }, answer.Above, now), contact, time, refused);
    }

    /// <summary>Monotonic milliseconds from the last ping until the next one is due.</summary>
    /// <param name="state">What is held.</param>
    /// <param name="at">Now.</param>
    /// <param name="failures">How often the pending ping was sent without an answer.</param>
    /// <param name="jitter">A random number from 0 to 1, so that children do not come back all at once.</param>
    public static long Pause(ChildState state, Moment at, int failures, double jitter)
    {
        var every = state.Chain?.Leaf.Contact?.Every ?? Minute;
        if (failures > 0)
        {
            var longest = Math.Min(Math.Max(every, 1), MaxBackOff);
            var backOff = Math.Min(longest, 1L << Math.Min(failures - 1, 20));
            return (long)(backOff * 1000 * (0.5 + (jitter / 2)));
        }

        var fresh = state.Chain is null ? every : FreshUntil.Of(state).At - at.Now;
        return Math.Max(Math.Min(every, Minute), Math.Min(every, fresh / 2)) * 1000;
    }

    /// <summary>The newest pongs of the links above. None counts from after now: one that was signed by a clock ahead would keep its link fresh for as long.</summary>
    private static ChildState TakeAbove(ChildState state, IReadOnlyList<VerifiedPong> pongs, long now)
    {
        var chain = state.Chain!;
        var above = NotAfter(state.Exchange.Above, now);
        foreach (var (pong, signer, compact) in pongs)
        {
            for (var i = 1; i < chain.Links.Count - 1; i++)
            {
                if (signer.Equals(chain.HolderOf(i - 1)) && pong.License == chain.Links[i].Id && pong.Parent == chain.Links[i - 1].Id && Holds(chain, i + 1, pong.Chain)
                    && (above.GetValueOrDefault(pong.License)?.Since ?? 0) < Math.Min(pong.IssuedAt, now))
                {
                    above = above.SetItem(pong.License, new ParentContact(compact, Math.Min(pong.IssuedAt, now)));
                }
            }
        }

        return state with { Exchange = state.Exchange with { Above = above } };
    }

    private static ImmutableDictionary<string, ParentContact> NotAfter(ImmutableDictionary<string, ParentContact> above, long now) =>
        above.SetItems(above.Where(c => c.Value.Since > now).Select(c => KeyValuePair.Create(c.Key, c.Value with { Since = now })));

    /// <summary>A pong counts as contact only when the child holds the serials that it names, or newer ones: a suspended link cannot keep those below it fresh.</summary>
    private static bool Holds(Chain chain, int links, IReadOnlyList<LinkVersion> known) =>
        known.Count == links && !known.Where((link, i) => chain.Links[i].Serial < link.Serial
            || (chain.Links[i].Serial == link.Serial && chain.Links[i].ContentHash != link.Sha256)).Any();

    private static LicenseFault BadPong(string why) =>
        new(FaultCode.BadPong, $"The answer of the parent is no contact: {why}.", "Check the parent's address; a new ping follows by itself.");
}
