using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

public sealed class AgeOrderTests
{
    [Fact]
    public void A_set_says_how_many_numbers_are_smaller_and_which_has_a_rank()
    {
        var order = Of([10, 20, 30]);
        Assert.Equal([0, 0, 1, 1, 2, 3], new long[] { 9, 10, 11, 20, 30, 31 }.Select(order.Below));
        Assert.Equal([10, 20, 30], Rows.Numbers(order));
        Assert.Throws<ArgumentOutOfRangeException>(() => order.At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => order.At(3));
    }

    [Fact]
    public void An_empty_set_has_no_numbers()
    {
        var order = Of([]);
        Assert.Equal((0, 0, false), (order.Count, order.Below(long.MaxValue), order.Contains(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => order.At(0));
        Assert.Throws<ArgumentException>(() => order.Remove(0));
    }

    [Fact]
    public void A_number_is_there_once()
    {
        var order = Of([5, 6, 8]);
        Assert.All(new long[] { 5, 6, 8 }, number => Assert.Throws<ArgumentException>(() => order.Add(number)));
        Assert.All(new long[] { 4, 7, 9 }, number => Assert.Throws<ArgumentException>(() => order.Remove(number)));
        Assert.Equal([5, 6, 8], Rows.Numbers(order));
        order.Remove(5);
        Assert.Throws<ArgumentException>(() => order.Remove(5));
    }

    [Fact]
    public void All_of_long_is_a_number()
    {
        long[] numbers = [long.MinValue, long.MinValue + 1, -1, 0, 1, uint.MaxValue, 1L + uint.MaxValue, long.MaxValue - 1, long.MaxValue];
        foreach (var added in new[] { numbers, [.. numbers.Reverse()], [.. numbers.OrderBy(n => n & 7)] })
        {
            var order = Of(added);
            Assert.Equal(numbers, Rows.Numbers(order));
            Assert.Equal(Enumerable.Range(0, numbers.Length), numbers.Select(order.Below));
            Array.ForEach(added, order.Remove);
            Assert.Equal(0, order.Count);
        }
    }

    [Fact]
    public void Few_numbers_take_little_memory_also_after_many_were_there()
    {
        Assert.Equal(4, Of([1, 2, 3, 4]).Capacity);
        var order = Of(Enumerable.Range(0, 10_000).Select(i => (long)i));
        for (var i = 2; i < 10_000; i++)
        {
            order.Remove(i);
        }

        Assert.Equal(4, order.Capacity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(600)]
    [InlineData(5000)]
    public void A_set_whose_oldest_numbers_go_allocates_nothing(int live)
    {
        var order = Of(Enumerable.Range(0, live).Select(i => (long)i));
        const int Times = 100_000;
        Turn(order, live, Times); // so that nothing is loaded or compiled for the first time below
        var before = GC.GetAllocatedBytesForCurrentThread();
        Turn(order, live + Times, Times);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Other tests run beside this one, and a collection can move the counter by a part of the thread's allocation buffer (some KB).
        Assert.True(allocated < Times, $"{allocated} bytes in {Times} turns.");
    }

    private static AgeOrder Of(IEnumerable<long> numbers)
    {
        var order = new AgeOrder();
        foreach (var number in numbers)
        {
            order.Add(number);
        }

        return order;
    }

    private static void Turn(AgeOrder order, int from, int times)
    {
        for (var i = from; i < from + times; i++)
        {
            order.Add(i);
            order.Remove(order.At(0));
        }
    }
}
