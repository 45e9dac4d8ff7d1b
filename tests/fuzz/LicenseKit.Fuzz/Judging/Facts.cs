using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace LicenseKit.Fuzz.Judging;

/// <summary>What a payload says, read the plain way: no rule is applied, and what cannot be read throws.</summary>
internal sealed class Facts
{
    private const long EndOfTime = 253_402_300_799;

    public Facts(JsonElement root, byte[] payload)
    {
        ContentHash = Base64Url.EncodeToString(SHA256.HashData(payload));
        var lk = root.GetProperty("lk");
        (Id, Issuer, Product, Client) = (Text(root, "sub"), Text(root, "iss"), Text(root, "aud"), Text(lk, "client"));
        (IssuedAt, NotBefore, Expires, Serial) = (Number(root, "iat"), Number(root, "nbf"), Number(root, "exp"), Number(lk, "serial"));
        Grace = lk.TryGetProperty("grace", out var grace) ? grace.GetInt64() : 0;
        MaxDuration = Optional(lk, "maxDuration");
        MaxLicenses = Optional(lk, "maxLicenses");
        MaxLease = Optional(lk, "maxLease");
        MaxOffline = Optional(lk, "maxOffline");
        Oem = Optional(lk, "oem");
        State = lk.TryGetProperty("state", out var state) ? state.GetString()! : "";
        Silence = lk.TryGetProperty("contact", out var contact) ? Number(contact, "silence") : null;
        Parent = lk.TryGetProperty("parent", out var parent) ? (Text(parent, "id"), Number(parent, "serial"), Text(parent, "sha256")) : null;
        Mildness = lk.TryGetProperty("overage", out var overage) ? MildnessOf(overage) : 0;
        KeyX = root.TryGetProperty("cnf", out var cnf) && cnf.TryGetProperty("jwk", out var jwk) ? Text(jwk, "x") : null;
        Code = cnf.ValueKind == JsonValueKind.Object && cnf.TryGetProperty("lkc", out var code) ? code.GetString() : null;
        Allocation = lk.TryGetProperty("allocation", out var allocation) ? allocation.GetString() : null;
        Seats = SeatsOf(lk.GetProperty("seats"));
        Stages = [.. lk.GetProperty("stages").EnumerateArray().Select(s => (Number(s, "from"), Number(s, "to"), SeatsOf(s.GetProperty("seats"))))];
        Features = lk.GetProperty("features").EnumerateObject().ToDictionary(
            f => f.Name,
            f => (f.Value.TryGetProperty("until", out var until) ? until.GetInt64() : (long?)null, f.Value.TryGetProperty("limit", out var limit) ? limit.GetInt64() : (long?)null),
            StringComparer.Ordinal);
    }

    public string Id { get; }

    public string ContentHash { get; }

    public string Issuer { get; }

    public string Product { get; }

    public string Client { get; }

    public string State { get; }

    public string? Allocation { get; }

    public string? KeyX { get; }

    public string? Code { get; }

    public long IssuedAt { get; }

    public long NotBefore { get; }

    public long Expires { get; }

    public long Grace { get; }

    public long Serial { get; }

    public long MaxDuration { get; }

    public long MaxLicenses { get; }

    public long MaxLease { get; }

    public long MaxOffline { get; }

    public long Oem { get; }

    public long? Silence { get; }

    /// <summary>0 for <c>end</c>, 1 + seconds for <c>deadline</c>, the greatest number for <c>finish</c>.</summary>
    public long Mildness { get; }

    public (string Id, long Serial, string Sha256)? Parent { get; }

    public SeatCount Seats { get; }

    public (long From, long To, SeatCount Seats)[] Stages { get; }

    public Dictionary<string, (long? Until, long? Limit)> Features { get; }

    public long End => Math.Min(Expires + Grace, EndOfTime);

    /// <summary>The allowance at an instant when the license ends at <paramref name="end"/>.</summary>
    public SeatCount At(long at, long end)
    {
        if (at < NotBefore || at >= end)
        {
            return SeatCount.None;
        }

        var stage = Array.Find(Stages, s => s.From <= at && at < s.To);
        return stage.Seats ?? Seats;
    }

    /// <summary>Every instant at which the allowance may change, and the second before it.</summary>
    public IEnumerable<long> Edges() => new[] { NotBefore, IssuedAt, Expires, End }.Concat(Stages.SelectMany(s => new[] { s.From, s.To })).SelectMany(at => new[] { at - 1, at }).Where(at => at is >= 0 and <= EndOfTime);

    private static long MildnessOf(JsonElement overage) => Text(overage, "mode") switch
    {
        "end" => 0,
        "deadline" => 1 + Number(overage, "seconds"),
        "finish" => long.MaxValue,
        var other => throw new Violation($"An overage of mode '{other}' was accepted."),
    };

    private static SeatCount SeatsOf(JsonElement seats) => new(
        new SortedDictionary<string, long>(seats.EnumerateObject().Where(k => k.Name != "generic").ToDictionary(k => k.Name, k => k.Value.GetInt64()), StringComparer.Ordinal),
        seats.GetProperty("generic").GetInt64());

    private static long Optional(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
