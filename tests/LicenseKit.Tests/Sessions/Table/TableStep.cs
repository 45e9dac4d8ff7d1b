using CsCheck;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

/// <summary>One random call: what, for whom, and times that lie around the edges of buckets, rotations and the whole wheel.</summary>
internal sealed record TableStep(TableCall Call, int Who, long Wait, long Lease)
{
    private const long Rotation = 125L * 8192;
    private const long Turn = Rotation * 8192;

    private static readonly Gen<long> Spans = Gen.Select(
        OneOf(0, 0, 1, 125, 1000, 60_000, 600_000, Rotation, 2 * Rotation, 3_600_000, 86_400_000, Turn / 2, Turn, 2 * Turn, 4 * Turn),
        Gen.Long[-130, 130], (s, j) => s + j);

    public static Gen<TableStep> Any { get; } = Gen.Select(
        Gen.Enum<TableCall>(), Gen.Int[0, 23],
        Gen.OneOf(Gen.Const(0L), Gen.Long[0, 130], Spans),
        Gen.OneOf(Spans, Gen.Long[-2 * Rotation, 2 * Rotation]),
        (call, who, wait, lease) => new TableStep(call, who, Math.Max(0, wait), lease));

    /// <summary>Ticks may start anywhere.</summary>
    public static Gen<(long Start, TableStep[] Steps)> Runs { get; } = Gen.Select(
        Gen.OneOf(Gen.Long[-1_000_000, 1_000_000], OneOf(0, -125, -Turn, Turn, long.MinValue / 4, long.MaxValue / 4)), Any.Array[1, 80]);

    public SessionId Id => Rows.Id(Who);

    public string License => "sl-" + (Who % 3);

    public string Kind => (Who % 5) switch { 0 or 1 => "developer", 2 => "execution", 3 => "kind-" + Who, _ => "a" };

    private static Gen<long> OneOf(params long[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
