using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

public sealed class OverIdsTests
{
    [Fact]
    public void An_id_is_over_until_the_tick()
    {
        var over = new OverIds();
        Assert.Equal((0, 0, 0), (over.Newest, over.Count, over.Forget(long.MaxValue)));
        Assert.Equal(1, over.Add(Rows.Id(1), 1000));
        Assert.True(over.Contains(Rows.Id(1), 999));
        Assert.False(over.Contains(Rows.Id(1), 1000));
        Assert.False(over.Contains(Rows.Id(2), 999));
        Assert.Equal(0, over.Forget(999));
        Assert.Equal(1, over.Forget(1000));
        Assert.Equal((1, 0), (over.Newest, over.Count));
    }

    [Fact]
    public void An_id_of_zeros_is_an_id()
    {
        var over = new OverIds();
        over.Add(default, 1000);
        Assert.True(over.Contains(default, 999));
        Assert.Equal(1, over.Count);
    }

    [Fact]
    public void An_entry_that_was_forgotten_is_not_taken_back_and_keeps_its_number()
    {
        var over = new OverIds();
        over.Add(Rows.Id(1), 10);
        over.Forget(10);
        over.TakeBack(1);
        Assert.Equal(2, over.Add(Rows.Id(1), 20));
    }

    [Fact]
    public void The_oldest_of_a_million_is_dropped_and_stays_dropped()
    {
        var over = new OverIds();
        for (var i = 1; i <= OverIds.Most; i++)
        {
            over.Add(Of(i), 1000);
        }

        Assert.Equal(0, over.Forget(0));
        Assert.True(over.Contains(Of(1), 0));
        var number = over.Add(Of(OverIds.Most + 1), 1000);
        Assert.Equal(OverIds.Most, over.Count);
        Assert.False(over.Contains(Of(1), 0));
        over.TakeBack(number);
        Assert.Equal((OverIds.Most - 1, OverIds.Most, 1L), (over.Count, over.Newest, over.Forget(0)));
        Assert.True(over.Contains(Of(2), 0));
        Assert.Equal(OverIds.Most, over.Forget(1000));
        Assert.Equal(0, over.Count);
    }

    private static SessionId Of(int i) => SessionId.Of([.. BitConverter.GetBytes(i), .. new byte[28]]);
}
