using LicenseKit.Licenses;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>A child one beyond its parent in one thing, well signed by it.</summary>
internal static class HostileGrants
{
    private static readonly ServerLicenseClaims Parent = Some.Master().Claims;

    public static IEnumerable<VectorFile> All() => [.. Periods(), .. Maxima(), .. Levels(), .. Features(), .. Allowances(), .. Stages()];

    private static VectorFile Beyond(string name, string what, Func<ServerLicenseClaims, ServerLicenseClaims> change) => new("beyond-" + name, what, Some.Child(change).Bundle(), FaultCode.NotWithinParent);

    private static IEnumerable<VectorFile> Periods() =>
    [
        Beyond("exp", "Ends a second later.", c => c with { Expires = c.Expires + 1, Grace = c.Grace - 1 }),
        Beyond("exp-perpetual", "Perpetual below a dated license.", c => c with { Expires = UnixTime.Max }),
        Beyond("nbf", "Starts a second sooner.", c => c with { NotBefore = c.NotBefore - 1 }),
        Beyond("grace", "A second more of grace.", c => c with { Grace = c.Grace + 1 }),
        Beyond("grace-of-shorter", "Ends sooner, and its grace a second later.", c => c with { Expires = c.Expires - 1, Grace = c.Grace + 2 }),
        Beyond("grace-of-nothing", "A second more of grace, but no seats at all.", c => c with { Grace = c.Grace + 1, Seats = Some.Seats(), Stages = [] }),
        Beyond("grace-largest", "A grace to the end of time.", c => c with { Grace = UnixTime.Max }),
    ];

    private static IEnumerable<VectorFile> Maxima() =>
    [
        Beyond("max-duration", "Session licenses a second longer.", c => c with { MaxDuration = c.MaxDuration + 1 }),
        Beyond("max-licenses", "A license more.", c => c with { MaxLicenses = c.MaxLicenses + 1 }),
        Beyond("max-licenses-unlimited", "Unlimited licenses below a limit.", c => c with { MaxLicenses = Limit.Unlimited }),
        Beyond("max-lease", "Leases a second longer.", c => c with { MaxLease = c.MaxLease + 1 }),
        Beyond("max-offline", "Servers below silent a second longer.", c => c with { MaxOffline = c.MaxOffline + 1 }),
        Beyond("max-offline-unlimited", "Servers below silent for ever.", c => c with { MaxOffline = Limit.Unlimited }),
        Beyond("silence", "Silent a second longer than the parent allows.", c => c with { Contact = c.Contact! with { Silence = Parent.MaxOffline + 1 } }),
        Beyond("offline", "Offline a second longer than the parent allows.", c => c with { Contact = null, Expires = c.IssuedAt + Parent.MaxOffline + 1, Grace = 0 }),
        Beyond("offline-with-grace", "Offline longer than the parent allows, by its grace.", c => c with { Contact = null, Expires = c.IssuedAt + Parent.MaxOffline, Grace = 1 }),
        Beyond("offline-unbounded", "Offline as long as its parent.", c => c with { Contact = null }),
        Beyond("overage-finish", "A milder overage.", c => c with { Overage = Overage.Finish }),
        Beyond("overage-seconds", "A deadline a second later.", c => c with { Overage = new(OverageMode.Deadline, 3601) }),
        new("beyond-overage-end", "A deadline below an end.", Some.Master(c => c with { Overage = Overage.End }).Issue(c => c with { Overage = new(OverageMode.Deadline, 0) }).Bundle(), FaultCode.NotWithinParent),
        new("beyond-no-silence", "A child below a parent that allows no silence.", Some.Master(c => c with { MaxOffline = 0 }).Issue(c => c with { Contact = new Contact(1, 2) }).Bundle(), FaultCode.NotWithinParent),
    ];

    private static IEnumerable<VectorFile> Levels() =>
        from levels in new (int Parent, int Child)[] { (7, 7), (1, 1), (1, 2), (0, 0), (0, 7) }
        select new VectorFile($"levels-{levels.Child}-below-{levels.Parent}", $"A child with {levels.Child} levels below a parent with {levels.Parent}.",
            Some.Master(c => c with { Oem = levels.Parent }).Issue(c => c with { Oem = levels.Child }).Bundle(), FaultCode.NotOem);

    private static IEnumerable<VectorFile> Features()
    {
        var vision = Parent.Features["vision"];
        static Dictionary<string, Feature> Only(string name, Feature feature) => new() { [name] = feature };
        return
        [
            Beyond("feature-new", "A feature that the parent lacks.", c => c with { Features = Only("voice", vision) }),
            Beyond("feature-case", "A feature that differs by case.", c => c with { Features = Only("Vision", vision) }),
            Beyond("feature-limit", "A feature with a limit larger by one.", c => c with { Features = Only("vision", vision with { Limit = 11 }) }),
            Beyond("feature-no-limit", "A feature without the limit.", c => c with { Features = Only("vision", vision with { Limit = null }) }),
            Beyond("feature-until", "A feature a second longer.", c => c with { Features = Only("vision", vision with { Until = vision.Until + 1 }) }),
            new("beyond-feature-no-end-by-a-second", "A feature without an end below one that ends a second before the child.", Some.Master(c => c with { Features = Only("vision", new Feature(c.End - 1, 10)) })
                .Issue(c => c with { Features = Only("vision", new Feature(null, 10)) }).Bundle(), FaultCode.NotWithinParent),
            Beyond("feature-no-end", "A feature without the end.", c => c with { Features = Only("vision", vision with { Until = null }) }),
        ];
    }

    private static IEnumerable<VectorFile> Allowances()
    {
        var plain = Some.Master(c => c with { Stages = [] });
        VectorFile Of(string name, string what, Seats seats) => new("beyond-" + name, what, plain.Issue(c => c with { Seats = seats }).Bundle(), FaultCode.NotWithinParent);
        return
        [
            Of("developer", "A developer seat more than the parent's and all generic ones.", Some.Seats(9, 20)),
            Of("execution", "An execution seat more than the parent's and all generic ones.", Some.Seats(5, 24)),
            Of("shared-generic", "Developer and execution seats that need the same generic seat.", Some.Seats(7, 22)),
            Of("shared-with-generic", "Both kinds and generic seats together one too many.", Some.Seats(6, 21, 2)),
            Of("generic", "Generic seats beyond the parent's, though kinds are free.", Some.Seats(0, 0, 4)),
            Of("new-kind", "More seats of a kind that the parent does not name than it has generic ones.", new Seats([new("robot", 4)])),
            Of("unlimited", "Unlimited seats below a number.", Some.Seats(Limit.Unlimited)),
            Of("unlimited-generic", "Unlimited generic seats below a number.", Some.Seats(0, 0, Limit.Unlimited)),
            Of("overflow", "Counts whose sum is large.", Some.Seats(999_999_999, 999_999_999, 999_999_999)),
            new("beyond-deep", "The fourth link has one seat more than the third.", Some.Chain(3).Issue(c => c with { Seats = Some.Seats(9, 20) }).Bundle(), FaultCode.NotWithinParent),
        ];
    }

    private static IEnumerable<VectorFile> Stages()
    {
        var (raise, low) = (Parent.Stages[0], Parent.Stages[1]);
        static ServerLicenseClaims Raise(ServerLicenseClaims c, long from, long to) => c with { Stages = [Some.Stage(c.Stages[0].FromSeconds + from, c.Stages[0].ToSeconds + to, c.Stages[0].Seats), c.Stages[1]] };
        return
        [
            Beyond("raise-early", "A raise a second before the parent's.", c => Raise(c, -1, 0)),
            Beyond("raise-late", "A raise a second after the parent's.", c => Raise(c, 0, 1)),
            Beyond("raise-more", "A raise to one seat more than the parent's.", c => c with { Stages = [Some.Stage(raise.FromSeconds, raise.ToSeconds, Some.Seats(5, 54)), c.Stages[1]] }),
            Beyond("lowering-ignored", "The parent's lowering is not followed.", c => c with { Stages = [raise] }),
            Beyond("lowering-last-second", "It ends in the first second of the parent's lowering.", c => c with { Stages = [], Expires = low.FromSeconds + 1, Grace = 0 }),
            Beyond("lowering-in-grace", "Its grace reaches into the parent's lowering.", c => c with { Stages = [], Expires = low.FromSeconds, Grace = 1 }),
            Beyond("lowering-late", "The parent's lowering is followed a second late.", c => c with { Stages = [Some.Stage(low.FromSeconds + 1, low.ToSeconds, low.Seats)] }),
            Beyond("lowering-short", "The parent's lowering is followed a second less.", c => c with { Stages = [Some.Stage(low.FromSeconds, low.ToSeconds - 1, low.Seats)] }),
            Beyond("lowering-signed-before", "Signed a second before the end of the parent's lowering, which it does not follow.", c => c with { Stages = [], IssuedAt = low.ToSeconds - 1 }),
        ];
    }
}
