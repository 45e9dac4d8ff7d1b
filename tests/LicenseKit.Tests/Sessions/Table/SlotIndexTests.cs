using CsCheck;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

public sealed class SlotIndexTests
{
    /// <summary>Few tables, homes and tags, so that most slots collide.</summary>
    private static readonly Gen<ulong> Hashes =
        Gen.Select(Gen.ULong[0, 1], Gen.ULong[0, 40], Gen.ULong[0, 1], (table, home, tag) => table | (home << 8) | (tag << 63));

    private static readonly Gen<(ulong[] Hashes, int[] Toggled)> Runs = Gen.Select(Hashes.Array[40], Gen.Int[0, 39].Array[1, 200]);

    [Fact]
    public void Slots_that_collide_are_found_until_they_are_removed() => Runs.Sample((hashes, toggled) =>
    {
        var index = new SlotIndex(slot => hashes[slot]);
        var model = new HashSet<int>();
        foreach (var slot in toggled)
        {
            if (model.Add(slot))
            {
                Assert.False(index.Remove(hashes[slot], slot));
                index.Add(hashes[slot], slot);
            }
            else
            {
                model.Remove(slot);
                Assert.True(index.Remove(hashes[slot], slot));
            }

            for (var other = 0; other < hashes.Length; other++)
            {
                Assert.Equal(model.Contains(other), Find(index, hashes[other]).Contains(other));
            }
        }
    }, iter: 500, threads: 2);

    private static List<int> Find(SlotIndex index, ulong hash)
    {
        var found = new List<int>();
        for (var probe = index.Find(hash); probe.MoveNext();)
        {
            found.Add(probe.Slot);
        }

        return found;
    }
}
