using LicenseKit.Protocol;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>Turns a draft into what will be signed: defaults of the issuer, calendar durations, stages in wire form.</summary>
internal static class LicenseFactory
{
    private const long DefaultSilence = 14 * 86_400;
    private const long DefaultEvery = 3600;
    private const long DefaultLease = 600;

    /// <summary>The claims of a server license, not yet compared with its issuer's.</summary>
    /// <param name="draft">What is wanted.</param>
    /// <param name="terms">Where defaults come from.</param>
    /// <param name="id">The license id.</param>
    /// <param name="previous">The version before this one; null at the first issue.</param>
    /// <param name="now">Effective now.</param>
    /// <param name="freeFrom">The first instant at which seats are free for it, where the draft names no start.</param>
    public static Outcome<ServerLicenseClaims> Server(ServerLicenseDraft draft, IssuerTerms terms, string id, ServerLicenseClaims? previous, long now, long freeFrom = 0)
    {
        var oem = draft.Oem == ServerLicenseDraft.AsManyLevelsAsAllowed ? Math.Max(0, terms.Oem) : draft.Oem;
        var grace = Of(draft.Grace);
        var starts = draft.Starts is { } wanted ? UnixTime.Of(wanted) : previous?.NotBefore ?? Math.Max(now, freeFrom);
        var longest = draft.SuppressPings ? UnixTime.Add(now, terms.MaxOffline) - Math.Min(grace, terms.MaxOffline) : UnixTime.Max;
        var unbound = Binding(draft, terms.Product, previous, out var binding);
        var client = DisplayName.Normalized(draft.Client);
        var seats = Seats(draft.Seats, draft.Generic, draft.Stages);
        var noEnd = Expires(draft.Expires, draft.Duration, starts, Math.Min(terms.Expires, longest), out var expires);
        var wrong = LicenseFault.All(unbound, Start(draft.WhenFree, draft.Starts), seats.Fault, noEnd, Name(client));
        if (wrong is not null || seats.Value is not { } plan)
        {
            return wrong!;
        }

        var silence = draft.Contact.Silence is { } s ? Of(s) : Math.Min(DefaultSilence, terms.MaxOffline);
        var every = draft.Contact.Every is { } e ? Of(e) : Math.Min(DefaultEvery, silence / 2);
        var parentUrl = terms.Chain is null ? null : draft.ParentUrl ?? terms.PublicUrl;
        var claims = new ServerLicenseClaims
        {
            Product = terms.Product,
            Id = id,
            Issuer = terms.Issuer,
            IssuedAt = now,
            NotBefore = Math.Max(starts, terms.Chain?.Rights.NotBefore ?? 0),
            Expires = expires,
            Binding = binding,
            Client = client,
            Contact = draft.SuppressPings || terms.Chain is null ? null : new Contact(every, silence),
            Extensions = new SortedDictionary<string, string>(draft.Extensions, StringComparer.Ordinal),
            Features = new SortedDictionary<string, Feature>(draft.Features, StringComparer.Ordinal),
            Grace = grace,
            MaxDuration = Of(draft.MaxDuration) ?? terms.MaxDuration,
            MaxLease = Of(draft.MaxLease) ?? terms.MaxLease,
            MaxLicenses = draft.MaxLicenses ?? terms.MaxLicenses,
            MaxOffline = Of(draft.MaxOffline) ?? (oem > 0 ? terms.MaxOffline : 0),
            Oem = oem,
            Overage = draft.Overage ?? terms.Overage,
            Parent = terms.Chain?.Leaf.AsParent(),
            ParentUrl = parentUrl,
            Seats = plan.Base,
            Serial = (previous?.Serial ?? 0) + 1,
            Stages = plan.Stages,
        };
        return Check(claims, draft, terms, previous, now) is { } bad ? bad : claims;
    }

    /// <summary>The claims of a session license.</summary>
    public static Outcome<SessionLicenseClaims> Session(SessionLicenseDraft draft, IssuerTerms terms, string id, SessionLicenseClaims? previous, long now, long freeFrom = 0)
    {
        var starts = draft.Starts is { } wanted ? UnixTime.Of(wanted) : previous?.NotBefore ?? Math.Max(now, freeFrom);
        var client = DisplayName.Normalized(draft.Client);
        var seats = Seats(draft.Seats, draft.Generic, draft.Stages);
        var noEnd = Expires(draft.Expires, draft.Duration, starts, Math.Min(terms.Expires, UnixTime.Add(now, terms.MaxDuration)), out var expires);
        var wrong = LicenseFault.All(Start(draft.WhenFree, draft.Starts), seats.Fault, noEnd, Name(client));
        if (wrong is not null || seats.Value is not { } plan)
        {
            return wrong!;
        }

        var claims = new SessionLicenseClaims
        {
            Product = terms.Product,
            Id = id,
            Issuer = terms.Issuer,
            IssuedAt = now,
            NotBefore = Math.Max(starts, terms.Chain?.Rights.NotBefore ?? 0),
            Expires = expires,
            Client = client,
            ServerUrl = draft.ServerUrl ?? terms.PublicUrl ?? "",
            Serial = (previous?.Serial ?? 0) + 1,
            Allocation = draft.Allocation,
            Seats = plan.Base,
            Stages = plan.Stages,
            MaxLease = Math.Max(1, Of(draft.MaxLease) ?? DefaultLease),
            MaxBorrow = Of(draft.MaxBorrow),
            Features = new SortedDictionary<string, Feature>(draft.Features, StringComparer.Ordinal),
            Extensions = new SortedDictionary<string, string>(draft.Extensions, StringComparer.Ordinal),
        };
        var lasts = claims.Expires - Math.Max(claims.NotBefore, now);
        var bad = LicenseFault.All(
        [
            Url("serverUrl", claims.ServerUrl, terms),
            Period(claims.NotBefore, claims.Expires),
            Later(claims.NotBefore, previous?.NotBefore, now),
            TooLarge("maxLease", claims.MaxLease),
            claims.MaxBorrow > 0 ? new(FaultCode.NotSupported, "Borrowing is not served by this version.", "Leave 'maxBorrow' out.") : null,
            lasts <= terms.MaxDuration ? null : new(FaultCode.NotWithinParent,
                $"The session license would last {Shown.Duration(lasts)}; its server may give at most {Shown.Duration(terms.MaxDuration)}.",
                "Give a shorter duration, or \"issuer\"."),
            .. Extensions(claims.Extensions),
        ]);
        return bad is null ? claims : bad;
    }

    private static LicenseFault? Check(ServerLicenseClaims claims, ServerLicenseDraft draft, IssuerTerms terms, ServerLicenseClaims? previous, long now) => LicenseFault.All(
    [
        claims.Parent is null ? null : Url("parentUrl", claims.ParentUrl ?? "", terms),
        Period(claims.NotBefore, claims.Expires),
        Later(claims.NotBefore, previous?.NotBefore, now),
        claims.Contact is not { } contact || (contact.Every is >= 1 and <= Contact.MaxEvery && contact.Silence >= 2 * contact.Every) ? null
            : Value("contact", $"every {Shown.Duration(contact.Every)}, silence {Shown.Duration(contact.Silence)}", "Ping every 1 s to 30 days, and give a silence of at least two pings."),
        NotBound(claims, draft),
        claims.Oem is >= 0 and <= ServerLicenseClaims.MaxOem ? null : Value("oem", $"{claims.Oem} levels", $"Give 0 to {ServerLicenseClaims.MaxOem}."),
        TooLarge("maxDuration", claims.MaxDuration),
        TooLarge("maxLease", claims.MaxLease),
        TooLarge("maxOffline", claims.MaxOffline),
        TooLarge("maxLicenses", claims.MaxLicenses),
        claims.MaxLicenses >= 0 ? null : Value("maxLicenses", $"{claims.MaxLicenses}", "Give 0 or more."),
        .. Extensions(claims.Extensions),
        .. claims.Features.Keys.Where(f => !Names.IsFeature(f)).Select(f =>
            Value("features", $"'{Names.Shown(f)}'", "Use letters, digits, dots, dashes and underscores, at most 64.")),
    ]);

    private static LicenseFault? NotBound(ServerLicenseClaims claims, ServerLicenseDraft draft) => (claims, draft) switch
    {
        ({ Binding: not null }, _) => null,
        (_, { SuppressPings: true }) => new(FaultCode.NotPreactivated, $"License '{claims.Client}' suppresses pings but is not bound to an installation.",
            "Give the installation's License Code or its activation request file."),
        ({ Parent: null }, _) => new(FaultCode.NotPreactivated, $"Master license '{claims.Client}' is not bound to an installation.",
            "Give its License Code, public key or activation request."),
        _ => null,
    };

    /// <summary>A version may not take away until later what the one before it gives.</summary>
    private static LicenseFault? Later(long starts, long? before, long now) => before is null || starts <= Math.Max(before.Value, now) ? null
        : Value("starts", $"{Shown.Instant(starts)}, later than the version before it and than now", "Use a stage for what shall change in the future.");

    private static LicenseFault? Start(bool whenFree, DateTimeOffset? starts) =>
        whenFree && starts is not null ? Value("starts", "given together with \"when-free\"", "Give only one of them.") : null;

    /// <summary>A document writes the figure from which on all is unlimited; what is limited must be below it.</summary>
    private static LicenseFault? TooLarge(string member, long value) => value is < Limit.UnlimitedOnWire or Limit.Unlimited ? null
        : Value(member, $"{value}", $"Give less than {Limit.UnlimitedOnWire} (seconds, in a duration), or \"unlimited\".");

    /// <summary>The binding that the draft asks for, or the one of the version before.</summary>
    private static LicenseFault? Binding(ServerLicenseDraft draft, string product, ServerLicenseClaims? previous, out Binding? binding)
    {
        binding = previous?.Binding;
        if (draft is { LicenseCode.Length: > 0, Request.Length: > 0 })
        {
            return Value("licenseCode", "given together with request", "Give only one of them.");
        }

        if (draft.LicenseCode is { Length: > 0 } text)
        {
            if (!LicenseCode.Read(text, product).Is(out var code, out var mistyped))
            {
                return mistyped;
            }

            binding = previous?.Binding is Binding.ToKey bound && code.Matches(bound.Key) ? bound : new Binding.ToCode(code);
        }
        else if (draft.Request is { Length: > 0 } file)
        {
            if (!ActivationRequest.ReadFile(file).Is(out var request, out var unreadable))
            {
                return unreadable;
            }

            binding = new Binding.ToKey(request.Key);
            return request.Product == product ? null : new(FaultCode.WrongProduct,
                $"The activation request is for product '{Names.Shown(request.Product)}'; this issuer's is '{product}'.", "Make the request for the right product.");
        }

        return null;
    }

    private static Outcome<StagePlan> Seats(IDictionary<string, long> seats, long generic, IList<StageDraft> stages)
    {
        var kinds = seats.Where(s => s.Key != Licenses.Seats.GenericName).ToArray();
        if (kinds.FirstOrDefault(s => !Names.IsKind(s.Key)) is { Key: { } bad })
        {
            return Value("seats", $"kind '{Names.Shown(bad)}'", "Use small letters, digits and dashes, at most 32, starting with a letter; 'generic' is the pool.");
        }

        if (seats.Values.Append(generic).FirstOrDefault(c => c < 0 || (c >= Limit.UnlimitedOnWire && c != Limit.Unlimited)) is var count and not 0)
        {
            return Value("seats", $"count {count}", "Give 0 to 999999999, or unlimited.");
        }

        if (!StagePlan.Resolve(new Seats(kinds, generic), [.. stages]).Is(out var plan, out var fault))
        {
            return fault;
        }

        return plan.Base.Kinds.Count > Licenses.Seats.MaxKinds ? Value("seats", $"{plan.Base.Kinds.Count} kinds", $"Use at most {Licenses.Seats.MaxKinds}.") : plan;
    }

    private static LicenseFault? Expires(DateTimeOffset? wanted, string? duration, long starts, long asIssuer, out long expires)
    {
        var end = wanted ?? (duration is null or ServerLicenseDraft.AsLongAsIssuer ? null : IsoDuration.EndOf(UnixTime.ToInstant(starts), duration));
        expires = end is { } instant ? Math.Min(UnixTime.Of(instant), UnixTime.Max) : asIssuer;
        return wanted is null && string.IsNullOrEmpty(duration)
            ? Value("duration", "missing, and so is expires", "Give one of duration and expires.")
            : end is null && duration != ServerLicenseDraft.AsLongAsIssuer
            ? Value("duration", $"'{Names.Shown(duration!)}'", "Give an ISO 8601 duration such as \"P1Y\", or \"issuer\".")
            : null;
    }

    private static LicenseFault? Name(string client) => DisplayName.Objection(client) is not { } objection ? null
        : Value("client", $"'{Names.Shown(client)}', which {objection}", $"Give {DisplayName.Form}.");

    /// <summary>What no reader would take of <c>ext</c>; the bytes are counted by the reader that judges the document before it is signed.</summary>
    private static IEnumerable<LicenseFault?> Extensions(IReadOnlyDictionary<string, string> extensions) =>
    [
        extensions.Count <= Terms.MaxExtensions ? null : Value("ext", $"{extensions.Count} entries", $"Give at most {Terms.MaxExtensions}."),
        .. extensions.Select(e => (SignedText.Objection(e.Key) ?? SignedText.Objection(e.Value)) is not { } objection ? null
            : Value("ext", $"an entry '{Names.Shown(e.Key)}' that {objection}", $"Use {SignedText.Form}.")),
    ];

    private static LicenseFault? Url(string member, string url, IssuerTerms terms) => UrlForm.IsUsable(url, terms.AllowsHttp) ? null
        : Value(member, $"'{Names.Shown(url)}'", $"Give {UrlForm.Expected}.");

    private static LicenseFault? Period(long notBefore, long expires) => notBefore < expires ? null
        : Value("duration", $"such that the license would start at {Shown.Instant(notBefore)} and end at {Shown.Instant(expires)}", "Let it end after its start.");

    private static LicenseFault Value(string member, string what, string remedy) => new(FaultCode.DraftValue, $"The draft's '{member}' is {what}.", remedy, member);

    private static long? Of(TimeSpan? duration) => duration is { } d ? Of(d) : null;

    private static long Of(TimeSpan duration) => duration == TimeSpan.MaxValue ? Limit.Unlimited : Math.Max(0, (long)duration.TotalSeconds);
}
