using System.Text;
using System.Text.Json.Nodes;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Files that every reader accepts, with the standing that they have.</summary>
internal static class GoodFiles
{
    private static readonly Link Plain = Some.Master(c => c with { Stages = [] });
    private static readonly Link ByCode = Plain.Issue(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)) });

    public static IEnumerable<VectorFile> All() => [.. Chains(), .. Stages(), .. Bindings(), .. States(), .. Times(), .. Sessions(), .. Contents(), .. Spellings(), .. Roots()];

    private static IEnumerable<VectorFile> Chains() =>
    [
        .. Enumerable.Range(1, 8).Select(n => new VectorFile($"chain-{n}", n == 1 ? "A Master license alone." : $"{n} server licenses, each exactly as large as the one above.", Some.Chain(n).Bundle())),
        new("child-of-zero", "A child that may do nothing.", Plain.Issue(c => c with
        {
            Seats = Some.Seats(), Features = new Dictionary<string, Feature>(), MaxDuration = 0, MaxLease = 0, MaxLicenses = 0, MaxOffline = 0, Oem = 0, Grace = 0, Overage = Overage.End,
        }).Bundle()),
        new("generic-as-developers", "All generic seats of the parent as developer seats.", Plain.Issue(c => c with { Seats = Some.Seats(8, 20) }).Bundle()),
        new("generic-shared", "Generic seats of the parent shared between both kinds.", Plain.Issue(c => c with { Seats = Some.Seats(7, 21) }).Bundle()),
        new("kind-of-generic", "A kind that the parent does not name takes generic seats.", Plain.Issue(c => c with { Seats = new Seats([new("robot", 3)]) }).Bundle()),
        new("newer-smaller-parent", "The parent has been lowered since: it limits what the child is worth.", Plain.Issue().Below(Plain.Next(c => c with { Seats = Some.Seats(2, 3, 1) })).Bundle()),
        new("newer-larger-parent", "The parent has been raised since: the child gets no more.", Plain.Issue().Below(Plain.Next(c => c with { Seats = Some.Seats(50, 50, 50) })).Bundle()),
        new("newer-parent-of-other-content", "The recorded content hash is that of no version in the file: below a newer parent it is compared with nothing.",
            Plain.Issue(c => c with { Parent = c.Parent! with { Sha256 = new string('A', 43) } }).Below(Plain.Next(c => c)).Bundle()),
        new("offline", "A license that never contacts its parent, within the parent's maxOffline.", Plain.Issue(c => c with { Contact = null, Expires = c.IssuedAt + (30 * Some.Day), Grace = 0 }).Bundle()),
        new("offline-cut-by-newer-parent", "An offline license ends with the maxOffline of its parent's newer version.",
            Plain.Issue(c => c with { Contact = null, Expires = c.IssuedAt + (20 * Some.Day), Grace = 0 }).Below(Plain.Next(c => c with { MaxOffline = 7 * Some.Day })).Bundle()) { At = Some.Now + (7 * Some.Day) },
    ];

    private static IEnumerable<VectorFile> Stages()
    {
        static byte[] Of(params (long From, long To, long Developer)[] stages) =>
            Some.Master(c => c with { Stages = [.. stages.Select(s => Some.Stage(Some.Now + s.From, Some.Now + s.To, Some.Seats(s.Developer, 20, 3)))] }).Bundle();

        yield return new("stages-none", "No stage.", Plain.Bundle());
        yield return new("stage-before", "The second before a stage: the base.", Of((100, 200, 50))) { At = Some.Now + 99 };
        yield return new("stage-first-second", "The first second of a stage.", Of((100, 200, 50))) { At = Some.Now + 100 };
        yield return new("stage-last-second", "The last second of a stage.", Of((100, 200, 50))) { At = Some.Now + 199 };
        yield return new("stage-after", "The first second after a stage: the base.", Of((100, 200, 50))) { At = Some.Now + 200 };
        yield return new("stages-adjacent", "Two stages without a gap, at the second where one follows the other.", Of((100, 200, 50), (200, 300, 1))) { At = Some.Now + 200 };
        yield return new("stage-lowering", "A stage that gives less than the base.", Of((100, 200, 1))) { At = Some.Now + 150 };
        yield return new("stage-to-zero", "A stage that gives no developer seat.", Of((100, 200, 0))) { At = Some.Now + 150 };
        yield return new("stage-at-both-ends", "A stage that covers the whole period and its grace.", Of((0, 395 * Some.Day, 7)));
        yield return new("stage-over-both-ends", "A stage that begins before the period and ends after it.", Of((-50, 500 * Some.Day, 7)));
        yield return new("stages-outside", "Stages before and after the period have no effect.", Of((-50, -40, 7), (400 * Some.Day, 401 * Some.Day, 9)));
        yield return new("stages-256", "As many stages as may be.", Of([.. Enumerable.Range(0, 256).Select(i => (i * 2L, (i * 2L) + 1, (long)i))])) { At = Some.Now + 20 };
        yield return new("stage-raise-inside", "The child's raise begins a second after its parent's and ends a second before.",
            Some.Child(c => c with { Stages = [Some.Stage(c.Stages[0].FromSeconds + 1, c.Stages[0].ToSeconds - 1, c.Stages[0].Seats), c.Stages[1]] }).Bundle()) { At = Some.Now + (105 * Some.Day) };
        yield return new("stage-lowered-below", "The child's base never exceeds its parent's lowering.", Some.Child(c => c with { Stages = [], Seats = Some.Seats(2, 10, 1) }).Bundle()) { At = Some.Now + (205 * Some.Day) };
        yield return new("stage-of-the-past", "What was before the signing is not compared with the parent.", Some.Child(c => c with { Stages = [], IssuedAt = c.Stages[1].ToSeconds }).Bundle()) { At = Some.Now + (220 * Some.Day) };
    }

    private static IEnumerable<VectorFile> Bindings() =>
    [
        new("not-activated", "A license that is bound to nobody yet.", Plain.Issue(c => c with { Binding = null }).Bundle()),
        new("holder-no-point", "The holder's key is y = 2, which is no point of the curve: nobody can sign with it.", Some.Master(c => c with { Stages = [] }) is var master
            ? master.Saying(master.Payload.Replace(Some.Key(1).PublicKey.X, Base64UrlText.Encode([2, .. new byte[31]]), StringComparison.Ordinal)).Bundle() : []),
        new("code-leaf", "The last link is bound by License Code; its key is not in the file.", ByCode.Bundle()),
        new("code-leaf-with-key", "The same with its key in 'keys'.", ByCode.BundleWithKey()),
        new("code-leaf-for-holder", "The same, read by the installation of that key.", ByCode.Bundle()) { Holder = "key-2" },
        new("code-issuer", "A link bound by License Code has issued another; its key is in 'keys'.", ByCode.Issue().Bundle()),
        new("code-twice", "Two links bound by License Code, both with their keys.",
            ByCode.Issue(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(3).PublicKey, Some.Product)) }).Issue().Bundle()),
        new("code-master", "A Master license bound by License Code.", Some.Master(c => c with { Binding = new Binding.ToCode(LicenseCode.Of(Some.Key(1).PublicKey, Some.Product)) }).Issue().Bundle()),
        new("for-holder", "Read by the installation that holds it.", Some.Chain(3).Bundle()) { Holder = "key-3" },
    ];

    private static IEnumerable<VectorFile> States()
    {
        foreach (var (name, state) in new[] { ("suspended", LicenseState.Suspended), ("revoked", LicenseState.Revoked) })
        {
            yield return new($"{name}-leaf", $"The license itself is {name}: the file is accepted, so that it can be obeyed, and grants nothing.", Plain.Issue(c => c with { State = state }).Bundle());
            yield return new($"{name}-parent", $"The parent is {name} in a newer version.", Plain.Issue().Issue().Below(Plain.Issue().Next(c => c with { State = state })).Bundle());
            yield return new($"{name}-grandparent", $"The Master is {name} in a newer version.", Plain.Issue().Below(Plain.Next(c => c with { State = state })).Issue().Bundle());
        }
    }

    private static IEnumerable<VectorFile> Times()
    {
        var file = Some.Child().Bundle();
        yield return new("time-before-start", "A second before nbf.", file) { At = Some.Now - 1 };
        yield return new("time-start", "At nbf.", file);
        yield return new("time-last-second", "A second before exp.", file) { At = Some.Now + (365 * Some.Day) - 1 };
        yield return new("time-expires", "At exp: the grace period begins.", file) { At = Some.Now + (365 * Some.Day) };
        yield return new("time-last-second-of-grace", "A second before exp + grace.", file) { At = Some.Now + (395 * Some.Day) - 1 };
        yield return new("time-end", "At exp + grace.", file) { At = Some.Now + (395 * Some.Day) };
        yield return new("time-before-signing", "A second before it was signed: worth nothing, though its period has begun.", Some.Child(c => c with { IssuedAt = Some.Now + Some.Day }).Bundle()) { At = Some.Now + Some.Day - 1 };
        yield return new("time-of-signing", "At the second in which it was signed.", Some.Child(c => c with { IssuedAt = Some.Now + Some.Day }).Bundle()) { At = Some.Now + Some.Day };
        yield return new("signed-at-its-end-offline", "Signed at the end of its own period, so that it is offline for no time: it is worth nothing before.",
            Some.Child(c => c with { Contact = null, IssuedAt = c.End }).Bundle()) { At = Some.Now + (300 * Some.Day) };
        yield return new("signed-at-its-end-with-more-seats", "Signed at the end of its own period, so that no seats are compared: it is worth nothing before.",
            Some.Child(c => c with { IssuedAt = c.End, Stages = [], Seats = Some.Seats(900_000_000, 900_000_000, 900_000_000) }).Bundle()) { At = Some.Now + (300 * Some.Day) };
        yield return new("time-after-2038", "After 2038-01-19.", Some.Master(c => c with { Expires = UnixTime.Max, Stages = [] }).Bundle()) { At = 1L << 32 };
        yield return new("perpetual", "Until the end of year 9999, everything unlimited.", Some.Master(c => c with
        {
            Expires = UnixTime.Max, Grace = 0, Stages = [], Seats = Some.Seats(Limit.Unlimited, Limit.Unlimited, Limit.Unlimited),
            MaxDuration = Limit.Unlimited, MaxLease = Limit.Unlimited, MaxLicenses = Limit.Unlimited, MaxOffline = Limit.Unlimited,
        }).Issue().Bundle());
        yield return new("perpetual-with-grace", "The sum of exp and grace stops at the end of year 9999.", Some.Master(c => c with { Expires = UnixTime.Max, Grace = UnixTime.Max, Stages = [] }).Issue().Bundle());
        yield return new("largest-counts", "Every count one below unlimited.", Some.Master(c => c with { Seats = Some.Seats(999_999_999, 999_999_999, 999_999_999), Stages = [] }).Issue().Bundle());
    }

    private static IEnumerable<VectorFile> Sessions() =>
    [
        new("session-shared", "A session license at the end: a cap, which may exceed its server's seats.", Some.Child().Gives(c => { c.Seats["developer"] = 100; }).Bundle()),
        new("session-reserved", "A session license with seats of its own, stages, features and extensions.", Some.Child().Gives(c =>
        {
            c.Allocation = Allocation.Reserved;
            c.Stages.Add(Some.Stage(Some.Now + 100, Some.Now + 200, Some.Seats(1)));
            c.Features["vision"] = new Feature(null, 2);
            c.Extensions["team"] = "QA";
            c.MaxBorrow = 3600;
        }).Bundle()),
        new("session-seat-for-host", "All sessions of one host take one seat.", Some.Child().Gives(c => c.SeatFor = SeatFor.Host).Bundle()),
        new("session-seat-for-user", "All sessions of one user take one seat.", Some.Child().Gives(c => c.SeatFor = SeatFor.User).Bundle()),
        new("session-of-a-master", "A Master's own session license.", Some.Master().Gives().Bundle()),
        new("session-below-8", "A session license below eight server licenses.", Some.Chain(8).Gives().Bundle()),
        new("session-below-code", "A session license of a server that is bound by License Code.", ByCode.Gives().Bundle()),
    ];

    private static IEnumerable<VectorFile> Contents() =>
    [
        new("features", "Features with and without end and limit, all within the parent's.", Some.Master(c => c with
        {
            Features = new Dictionary<string, Feature> { ["a.b_c-D"] = new(null, null), ["vision"] = new(Some.Now + (300 * Some.Day), 10), ["limit"] = new(null, 0), ["until"] = new(Some.Now, null) },
        }).Issue(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = new(Some.Now + Some.Day, 10), ["limit"] = new(null, 0) } }).Bundle()),
        new("feature-below-end", "A feature without an end below one that ends with the child.", Some.Master(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = new(c.End, 10) } })
            .Issue(c => c with { Features = new Dictionary<string, Feature> { ["vision"] = new(null, 10) } }).Bundle()),
        new("extensions", "Names that begin with lk. are ignored by a reader that does not know them; ext says any text without controls, however it is normalized.", Some.Master(c => c with
        {
            Extensions = new Dictionary<string, string> { ["lk.hint"] = "later", ["note"] = " \"\\/\u00a0\ue000 ", ["\u00e9"] = "e\u0301", [""] = "", ["\ud83d\ude00"] = "\uff41" },
        }).Bundle()),
        new("extensions-64", "As many extensions as may be.", Some.Master(c => c with { Extensions = Enumerable.Range(0, 64).ToDictionary(i => $"n{i}", _ => "") }).Bundle()),
        new("extensions-16-KiB", "As many bytes of extensions as may be.", Some.Master(c => c with { Extensions = Map(1, new string('x', (16 * 1024) - 2)) }).Bundle()),
        new("features-256", "As many features as may be.", Some.Master(c => c with { Features = Map(256, new Feature(null, null)) }).Bundle()),
        new("stage-longest-name", "A stage whose name has 256 characters.", Some.Master(c => c with { Stages = [Some.Stage(Some.Now, Some.Now + 1, Some.Seats(), new string('x', 256))] }).Bundle()),
        new("every-30-days", "30 days between pings.",
            Some.Master(c => c with { MaxOffline = 90 * Some.Day }).Issue(c => c with { Contact = new(30 * Some.Day, 90 * Some.Day) }).Bundle()),
        new("every-half-of-silence", "A silence of exactly two pings.", Some.Child(c => c with { Contact = new Contact(3600, 7200) }).Bundle()),
        new("kinds-16", "As many kinds of seats as may be.", Some.Master(c => c with { Seats = new Seats(Enumerable.Range(0, 16).Select(i => KeyValuePair.Create($"k{i:D2}", (long)i)), 1), Stages = [] }).Bundle()),
        new("client-non-bmp", "A client name with characters beyond the Basic Multilingual Plane.", Some.Master(c => c with { Client = "J\u00f6rg \ud83d\ude00 \ud842\udfb7" }).Bundle()),
        new("client-256", "A client name as long as may be.", Some.Master(c => c with { Client = new string('x', 256) }).Bundle()),
        new("client-escapes", "A client name with a quote, a backslash and a slash.", Some.Master(c => c with { Client = "Say \"hi\" / \\ <&'>" }).Bundle()),
        new("url-loopback", "http on loopback.", Plain.Issue(c => c with { ParentUrl = "http://[::1]:5000/" }).Bundle()),
        new("url-512", "A Server URL as long as may be.", Plain.Issue(c => c with { ParentUrl = "https://licenses.example/" + new string('a', 512 - 25) }).Bundle()),
        new("overage-end", "The strictest overage below a mild one.", Some.Master(c => c with { Overage = Overage.Finish }).Issue(c => c with { Overage = Overage.End }).Bundle()),
        new("serial-largest", "A serial of 2^53 - 1.", Some.Master(c => c with { Serial = (1L << 53) - 1 }).Bundle()),
    ];

    private static IEnumerable<VectorFile> Spellings()
    {
        var child = Some.Child();
        yield return new("alg-ed25519", "The newer name of the algorithm (RFC 9864) in every header.", Some.Bundle(
            Some.Master().Headed(Header("Ed25519", Some.Root)).Jws, child.Headed(Header("Ed25519", Some.Key(1))).Jws));
        var json = JsonNode.Parse(child.Bundle())!;
        yield return new("bundle-minified", "The outer JSON without white space.", Encoding.UTF8.GetBytes(json.ToJsonString()));
        yield return new("bundle-reindented", "The outer JSON with tabs, CRLF and members in another order.",
            Some.Utf8($"\r\n{{\t\"keys\" : {{ }},\r\n\"chain\"\t:[ \"{child.Documents[0]}\" ,\r\n\t\"{child.Documents[1]}\"\r\n] , \"lk\":\"license-bundle/1\" }}\r\n "));
        var x = ByCode.Holder.PublicKey.X;
        yield return new("names-escaped", "Names and texts of the outer JSON with escapes, but for the links.", Some.Utf8(
            """{"\u006ck":"license\u002dbundle\/1","ch\u0061in":["LINKS"],"k\u0065ys":{"\u004c1":"\u00KEY"}}"""
                .Replace("LINKS", string.Join("\",\"", ByCode.Documents), StringComparison.Ordinal).Replace("KEY", $"{(int)x[0]:x2}{x[1..]}", StringComparison.Ordinal)));
        yield return new("size-256-KiB", "As large as a file may be: white space follows.", Padded(child.Bundle(), 256 * 1024));
    }

    private static IEnumerable<VectorFile> Roots() =>
    [
        new("roots-second", "Two root keys are pinned, the second one signed.", Some.Child().Bundle()) { Roots = ["other-root", "root"] },
        new("root-in-period", "The root key is pinned for a period that contains the Master's iat.", Some.Child().Bundle()) { Roots = ["root-of-2027"] },
        new("root-unbounded", "The root key is pinned without a period; the Master is signed in the last second of time.",
            Some.Master(c => c with { IssuedAt = UnixTime.Max }).Bundle()),
        new("root-at-both-edges", "The root key is pinned for the second of the Master's iat alone.", Plain.Bundle()) { Roots = ["root-of-the-second"] },
        new("any-product", "The reader asks for no product.", Some.Master(c => c with { Product = "Other.Product_1" }).Issue().Bundle()) { Product = null },
    ];

    internal static byte[] Padded(byte[] file, int length) => [.. file, .. Enumerable.Repeat((byte)' ', length - file.Length)];

    private static Dictionary<string, T> Map<T>(int count, T value) => Enumerable.Range(0, count).ToDictionary(i => $"n{i}", _ => value);

    internal static string Header(string algorithm, SigningKey key, string type = "lk-server-license+jwt") => $$"""{"alg":"{{algorithm}}","kid":"{{key.PublicKey.Thumbprint}}","typ":"{{type}}"}""";
}
