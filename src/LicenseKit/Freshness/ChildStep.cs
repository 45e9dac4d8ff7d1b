using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Freshness;

/// <summary>The decisions of a child, as pure steps: the same in the server, in tests and in a simulation.</summary>
internal sealed class ChildStep(ChainReader reader, PublicKey key)
{
    /// <summary>Least pause before a ping is repeated or a new one made, in seconds.</summary>
    private const long Minute = 60;

    private const long MaxBackOff = 300;

    /// <summary>Takes up a bundle, whichever road it came: verified, not older than what was seen, ours. The state stays as it is when refused.</summary>
    /// <param name="state">What is held.</param>
    /// <param name="file">The bundle.</param>
    /// <param name="replaces">The id of the held license that the operator gives up for another one.</param>
    public Outcome<ChildState> Apply(ChildState state, ReadOnlyMemory<byte> file, string? replaces = null)
    {
        if (!reader.ReadAs(key, file).Is(out var chain, out var fault))
        {
            return fault;
        }

        if (state.Chain is { } held && held.Leaf.Id != chain.Leaf.Id && held.Leaf.Id != replaces)
        {
            return new LicenseFault(FaultCode.OtherLicense, $"The file holds license '{chain.Leaf.Id}' of '{chain.Leaf.Client}'; '{held.Leaf.Id}' of '{held.Leaf.Client}' is in force here.",
                $"To replace it, name it: replace={held.Leaf.Id}.", chain.Leaf.Id, chain.Leaf.Id);
        }

        if (Seen.Judge(state.Seen, chain) is { } older)
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
        var talk = sameLicense ? state.Talk : new ChildTalk();
        return state with
        {
            Chain = chain,
            Seen = Seen.Raise(state.Seen, chain),
            Talk = talk with { Refused = null, BoundElsewhere = !newer && talk.BoundElsewhere },
        };
    }

    /// <summary>True when the held license waits for an activation online.</summary>
    public static bool MustActivate(ChildState state) => state.Chain?.Leaf is { Binding: null, ParentUrl: not null };

    /// <summary>True when the held license is one whose parent is pinged, in every state and at zero rights too.</summary>
    public static bool MustPing(ChildState state) => state.Chain?.Leaf is { Contact: not null, Binding: not null };

    /// <summary>The state with a ping to send: the one that still waits for its answer, or a new one, stored before it is sent.</summary>
    public static ChildState Ping(ChildState state, ISigner signer, Moment at, string nonce, ChildFacts facts)
    {
        if (state.Talk.Pending is { } waiting)
        {
            return waiting.SentTicks is null ? state with { Talk = state.Talk with { Pending = waiting with { SentTicks = at.Ticks - EffectiveClock.MaxAgeToLower } } } : state;
        }

        var chain = state.Chain ?? throw new ArgumentException("No license is held.", nameof(state));
        var seq = state.Talk.Seq + 1;
        var jws = new Ping
        {
            License = chain.Leaf.Id,
            Parent = chain.Links[^2].Id,
            IssuedAt = at.Now,
            Seq = seq,
            Nonce = nonce,
            Previous = state.Talk.Previous,
            Chain = LinkVersion.Of(chain),
            Settled = facts.Settled,
            Refused = state.Talk.Refused,
            Use = facts.Use,
            Peak = facts.Peak,
            Issued = facts.Issued,
            Clock = facts.ClockBehind,
        }.Sign(signer);
        return state with { Talk = state.Talk with { Seq = seq, Settled = facts.Settled, Pending = new PendingPing(jws, seq, nonce, at.Now) { SentTicks = at.Ticks } } };
    }

    /// <summary>Takes the parent's answer: first the bundle, then the pong under the newest chain's key, then the pongs of the links above.</summary>
    public PingAnswered Answer(ChildState state, PingAnswer answer, string url, Moment at)
    {
        if (state.Talk.Pending is not { } pending)
        {
            return new PingAnswered(state, null, null, null);
        }

        LicenseFault? refused = null;
        if (answer.Bundle is { } file)
        {
            state = Apply(state, file).Is(out var applied, out refused) ? applied : state with { Talk = state.Talk with { Refused = refused.Code.Text() } };
        }

        state = state with { Talk = state.Talk with { Pending = null, LastUrl = url } };
        var chain = state.Chain!;
        if (chain.Links.Count < 2 || chain.HolderOf(chain.Links.Count - 2) is not { } parentKey || !Pong.Read(answer.Pong, parentKey).Is(out var pong, out var fault))
        {
            return new PingAnswered(state, null, null, refused ?? BadPong("it is not signed by the parent's key"));
        }

        if (pong.Parent != chain.Links[^2].Id || pong.License != chain.Leaf.Id || pong.Seq != pending.Seq || pong.Nonce != pending.Nonce)
        {
            return new PingAnswered(state, null, null, BadPong("it answers another ping"));
        }

        state = state with { Talk = state.Talk with { Previous = new PongName(pong.Seq, pong.Sha256) } };
        if (!Holds(chain, chain.Links.Count, pong.Chain))
        {
            var elsewhere = answer.Bundle is null && pong.Chain.Count == chain.Links.Count && pong.Chain[^1].Serial > chain.Leaf.Serial;
            return new PingAnswered(state with { Talk = state.Talk with { BoundElsewhere = elsewhere || state.Talk.BoundElsewhere } }, null, null, refused);
        }

        var contact = new Contacted(answer.Pong, Math.Min(pending.SentAt, pong.IssuedAt));
        state = state with { Talk = state.Talk with { Contact = contact, BoundElsewhere = false } };
        var young = pending.SentTicks is { } sent && at.Ticks - sent < EffectiveClock.MaxAgeToLower;
        var floor = new SignedTime(pong.IssuedAt, young, chain.Links.Max(l => l.Claims.IssuedAt));
        return new PingAnswered(TakeAbove(state, answer.Above), contact, floor, refused);
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

    private static ChildState TakeAbove(ChildState state, IReadOnlyList<string> pongs)
    {
        var chain = state.Chain!;
        var above = state.Talk.Above;
        foreach (var jws in pongs.Take(LicenseFile.MaxServers))
        {
            for (var i = 1; i < chain.Links.Count - 1; i++)
            {
                if (chain.HolderOf(i - 1) is { } signer && Pong.Read(jws, signer).Value is { } pong
                    && pong.License == chain.Links[i].Id && pong.Parent == chain.Links[i - 1].Id && Holds(chain, i + 1, pong.Chain)
                    && (above.GetValueOrDefault(pong.License)?.Since ?? 0) < pong.IssuedAt)
                {
                    above = above.SetItem(pong.License, new Contacted(jws, pong.IssuedAt));
                }
            }
        }

        return state with { Talk = state.Talk with { Above = above } };
    }

    /// <summary>A pong counts as contact only when the child holds the serials that it names, or newer ones: a suspended link cannot keep those below it fresh.</summary>
    private static bool Holds(Chain chain, int links, IReadOnlyList<LinkVersion> known) =>
        known.Count == links && !known.Where((link, i) => chain.Links[i].Serial < link.Serial
            || (chain.Links[i].Serial == link.Serial && chain.Links[i].ContentHash != link.Sha256)).Any();

    private static LicenseFault BadPong(string why) =>
        new(FaultCode.BadPong, $"The answer of the parent is no contact: {why}.", "Check the parent's address; a new ping follows by itself.");
}
