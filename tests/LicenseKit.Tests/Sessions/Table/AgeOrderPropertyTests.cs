using CsCheck;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

/// <summary>Random calls against a sorted set.</summary>
public sealed class AgeOrderPropertyTests
{
    private static readonly Gen<long> Gaps = Gen.Frequency(
        (6, Gen.Const(1L)), (3, Gen.Long[1, 40]), (1, Gen.Long[uint.MaxValue - 1L, uint.MaxValue + 2L]), (1, Gen.Long[1L << 33, 1L << 40]));

    private static readonly Gen<(Call Call, int Where, int Count, long Gap)[]> Steps =
        Gen.Select(Gen.Enum<Call>(), Gen.Int[0, 9999], Gen.OneOf(Gen.Int[1, 5], Gen.Int[1, 1500]), Gaps).Array[1, 40];

    private enum Call
    {
        Append,
        AppendMore,
        Insert,
        InsertBefore,
        RemoveOldest,
        RemoveNewest,
        RemoveSome,
        RemoveRow,
        Undo,
        RemoveAll,
    }

    [Fact]
    public void A_set_says_what_a_sorted_set_says() => Steps.Sample(steps =>
    {
        var run = new Run();
        foreach (var (call, where, count, gap) in steps)
        {
            run.One(call, where, count, gap);
            run.Compare();
        }
    }, iter: 400, threads: 2);

    [Fact]
    public void At_most_half_of_the_memory_is_unused_beyond_one_chunk() => Steps.Sample(steps =>
    {
        var run = new Run();
        foreach (var (call, where, count, gap) in steps)
        {
            run.One(call, where, count, Math.Min(gap, 40));
            Assert.InRange(run.Order.Capacity, run.Order.Count, (2 * run.Order.Count) + (2 * AgeChunk.Most));
        }
    }, iter: 400, threads: 2);

    private sealed class Run
    {
        private readonly SortedSet<long> _model = [];
        private readonly List<long> _removed = []; // by the last call
        private readonly List<long> _added = [];

        public AgeOrder Order { get; } = new();

        public void One(Call call, int where, int count, long gap)
        {
            if (call == Call.Undo)
            {
                var (removed, added) = (_removed.ToArray(), _added.ToArray());
                Forget();
                Remove(added.Reverse());
                Add(removed.Reverse());
                return;
            }

            Forget();
            var all = _model.ToArray();
            var at = all.Length == 0 ? 0 : where % all.Length;
            var (first, last) = all.Length == 0 ? (0, 0) : (all[0], all[^1]);
            switch (call)
            {
                case Call.Append or Call.AppendMore:
                    Add(Enumerable.Range(1, gap > 40 ? Math.Min(count, 20) : count).Select(i => last + (i * gap)));
                    break;
                case Call.Insert when all.Length > 0:
                    Add(Enumerable.Range(1, count).Select(i => all[at] + (i * Math.Max(1, gap / 7))));
                    break;
                case Call.InsertBefore:
                    Add(Enumerable.Range(1, gap > 40 ? Math.Min(count, 20) : count).Select(i => first - (i * gap)));
                    break;
                case Call.RemoveOldest:
                    Remove(all.Take(count));
                    break;
                case Call.RemoveNewest:
                    Remove(all.Reverse().Take(count));
                    break;
                case Call.RemoveSome:
                    Remove(all.Where((_, i) => (i * 7919L + where) % 10_000 < count * 6));
                    break;
                case Call.RemoveRow:
                    Remove(all.Skip(at).Take(count));
                    break;
                case Call.RemoveAll when where % 4 == 0:
                    Remove(all.OrderBy(n => unchecked(n * 7_919_777) & 0xffff));
                    break;
            }
        }

        public void Compare()
        {
            Assert.Equal(_model.Count, Order.Count);
            var rank = 0;
            foreach (var number in _model)
            {
                var isSame = Order.At(rank) == number && Order.Below(number) == rank && Order.Below(number + 1) == rank + 1
                    && Order.Contains(number) && Order.Contains(number + 1) == _model.Contains(number + 1);
                Assert.True(isSame, $"{number} at {rank}");
                rank++;
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => Order.At(rank));
            Assert.Equal((0, rank), (Order.Below(long.MinValue), Order.Below(long.MaxValue)));
        }

        private void Forget()
        {
            _removed.Clear();
            _added.Clear();
        }

        private void Add(IEnumerable<long> numbers)
        {
            foreach (var number in numbers)
            {
                if (_model.Add(number))
                {
                    Order.Add(number);
                    _added.Add(number);
                }
            }
        }

        private void Remove(IEnumerable<long> numbers)
        {
            foreach (var number in numbers)
            {
                _model.Remove(number);
                Order.Remove(number);
                _removed.Add(number);
            }
        }
    }
}
