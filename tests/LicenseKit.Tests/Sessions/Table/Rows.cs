using System.Buffers.Binary;
using System.Globalization;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

/// <summary>Ids, and what a table says in one text.</summary>
internal static class Rows
{
    private const int Bucket = 125;

    /// <summary>Ids that differ in one of their four words only.</summary>
    public static SessionId Id(long i)
    {
        Span<byte> bytes = stackalloc byte[SessionId.Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes[(int)(i % 4 * 8)..], i);
        return SessionId.Of(bytes);
    }

    /// <summary>The first tick at which a session with this deadline is found.</summary>
    public static long DueFrom(long deadline) => (long)Math.Ceiling((decimal)deadline / Bucket) * Bucket;

    /// <summary>All that an undo must restore.</summary>
    public static string Canonical(SessionTable table) => string.Join('\n',
    [
        .. table.Slots().OrderBy(s => table[s].Number).Select(s => Text(table, s)),
        $"{table.Count}: {table.InUse}",
        .. table.Licenses.Order(StringComparer.Ordinal).Select(l => Text(table.Find(l)!)),
        .. table.Classes.Select(c => $"{c.Kind} {c.IsReserved}: {string.Join(' ', Numbers(c.Order))}"),
    ]);

    /// <summary>All numbers of a set, by rank.</summary>
    public static IEnumerable<long> Numbers(AgeOrder order) => Enumerable.Range(0, order.Count).Select(order.At);

    private static string Text(LicenseSeats license) =>
        $"{license.Name} {license.IsReserved}: {license.Use}; "
        + string.Join("; ", license.Groups.Select(g => $"{g.Kind}: {string.Join(' ', Numbers(g.Order))}"));

    private static string Text(SessionTable table, int slot)
    {
        ref readonly var row = ref table[slot];
        Assert.True(table.TryFind(row.Id, out var found));
        Assert.Equal(slot, found);
        return string.Create(CultureInfo.InvariantCulture,
            $"{row.Number} {slot} {row.Id} {table.LicenseOf(slot)} {table.KindOf(slot)} {row.N} {row.Deadline} {row.Flags}");
    }
}
