using CsCheck;
using LicenseKit.Licenses;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

/// <summary>Random calls against a dictionary.</summary>
public sealed class TablePropertyTests
{
    private const int SleepsToFind = 3;

    [Fact]
    public void A_table_says_what_a_dictionary_says() =>
        TableStep.Runs.Sample(run => new Run(run.Start).All(run.Steps), iter: 1500, threads: 2);

    private sealed class Run(long start)
    {
        private readonly SessionTable _table = new();
        private readonly Dictionary<SessionId, Expected> _live = [];
        private long _now = start;
        private long _number;
        private readonly HashSet<string> _reserved = [];
        private long _peak;
        private long _version;

        public void All(TableStep[] steps)
        {
            foreach (var step in steps)
            {
                One(step);
                _peak = Math.Max(_peak, _live.Count);
                Compare();
            }
        }

        private void One(TableStep step)
        {
            switch (step.Call)
            {
                case TableCall.Add or TableCall.AddAnother:
                    Add(step);
                    break;
                case TableCall.Move when _live.TryGetValue(step.Id, out var moved):
                    _live[step.Id] = moved with { N = moved.N + 1, Deadline = _now + step.Lease, Flags = SessionFlags.Ended };
                    _table.Move(moved.Slot, moved.N + 1, _now + step.Lease, SessionFlags.Ended);
                    break;
                case TableCall.Remove when _live.Remove(step.Id, out var removed):
                    Remove(removed.Slot);
                    break;
                case TableCall.Lapse:
                    _now += step.Wait;
                    Lapse();
                    break;
                case TableCall.Wait:
                    _now += step.Wait;
                    FindOne();
                    break;
                case TableCall.Sleep:
                    Sleep();
                    break;
                case TableCall.Reserve:
                    Reserve(step.License);
                    break;
            }
        }

        private void Add(TableStep step)
        {
            var expected = new Expected(0, ++_number, step.License, step.Kind, step.Who, _now + step.Lease, (SessionFlags)(step.Who % 8));
            if (_live.ContainsKey(step.Id))
            {
                Assert.Throws<InvalidOperationException>(() => Add(step.Id, expected));
                return;
            }

            _live[step.Id] = expected with { Slot = Add(step.Id, expected) };
            _version++;
        }

        private int Add(SessionId id, Expected e) =>
            _table.Add(id, e.Number, e.License, e.Kind, _reserved.Contains(e.License), e.N, e.Deadline, e.Flags);

        private void Remove(int slot)
        {
            _table.Remove(slot);
            _version++;
        }

        private void Reserve(string license)
        {
            var reserved = _reserved.Add(license) || !_reserved.Remove(license);
            _table.SetReserved(license, reserved);
            _version++;
        }

        private void FindOne()
        {
            var slot = _table.FirstDue(_now);
            Assert.Equal(_live.Values.Any(e => Rows.DueFrom(e.Deadline) <= _now), slot >= 0);
            Assert.True(slot < 0 || Rows.DueFrom(_table[slot].Deadline) <= _now);
        }

        /// <summary>Removes all that are due, in any order: exactly those of the model.</summary>
        private void Lapse()
        {
            var due = _live.Where(e => Rows.DueFrom(e.Value.Deadline) <= _now).Select(e => e.Value.Slot).ToHashSet();
            while (_table.FirstDue(_now) is var slot and >= 0)
            {
                Assert.True(due.Remove(slot));
                _live.Remove(_table[slot].Id);
                Remove(slot);
            }

            Assert.Empty(due);
        }

        /// <summary>A caller that sleeps until the next due time wakes a few times at most before it finds a session.</summary>
        private void Sleep()
        {
            for (var i = 0; i < SleepsToFind && _table.FirstDue(_now) < 0 && _table.NextDue is { } next; i++)
            {
                Assert.True(next > _now);
                _now = next;
            }

            Assert.Equal(_live.Count > 0, _table.FirstDue(_now) >= 0);
        }

        private void Compare()
        {
            Assert.Equal(_live.Count, _table.Count);
            Assert.Equal(_peak, _table.Peak);
            Assert.Equal(_live.Values.Select(e => e.Slot).Order(), _table.Slots());
            Assert.Equal(Use(_live.Values), _table.InUse.ToString());
            Assert.Equal(_live.Values.Select(e => e.License).ToHashSet(), _table.Licenses.ToHashSet());
            Assert.Equal(_version, _table.Version);
            CompareGroups();
            CompareClasses();

            for (var who = 0; who < 24; who++)
            {
                var isLive = _live.TryGetValue(Rows.Id(who), out var expected);
                Assert.Equal(isLive, _table.TryFind(Rows.Id(who), out var slot));
                Assert.Equal(isLive ? expected : null, isLive ? Actual(slot) : null);
            }

            var earliest = _live.Count == 0 ? (long?)null : Rows.DueFrom(_live.Values.Min(e => e.Deadline));
            Assert.Equal(earliest is null, _table.NextDue is null);
            Assert.True(_table.NextDue is not { } next || next <= Math.Max(earliest!.Value, _now));
        }

        private void CompareGroups()
        {
            foreach (var license in Enumerable.Range(0, 4).Select(i => "sl-" + i))
            {
                var sessions = _live.Values.Where(e => e.License == license).ToArray();
                var actual = _table.Find(license);
                Assert.Equal(Use(sessions), _table.UseOf(license).ToString());
                Assert.Equal(sessions.Length > 0, actual is not null);
                Assert.Equal(sessions.Length > 0 && _reserved.Contains(license), actual?.IsReserved ?? false);
                Assert.Equal(ByKind(sessions, e => e.Kind), actual?.Groups.Select(g => Text(g.Kind, Rows.Numbers(g.Order))) ?? []);
                Assert.All(sessions, e => Assert.Same(actual!.Find(e.Kind), _table.GroupOf(e.Slot)));
            }
        }

        private void CompareClasses()
        {
            string Class(string kind, bool reserved) => $"{kind} {(reserved ? "reserved" : " shared")}"; // in this order
            var expected = ByKind(_live.Values, e => Class(e.Kind, _reserved.Contains(e.License)));
            Assert.Equal(expected, _table.Classes.Select(c => Text(Class(c.Kind, c.IsReserved), Rows.Numbers(c.Order))));
            Assert.All(_table.Classes, c => Assert.Same(c, _table.ClassOf(c.Kind, c.IsReserved)));
            Assert.All(_table.Classes, c => Assert.True(
                _table.Classes.Any(o => o.Kind == c.Kind && o != c) || _table.ClassOf(c.Kind, !c.IsReserved) is null));
        }

        private static IEnumerable<string> ByKind(IEnumerable<Expected> sessions, Func<Expected, string> kind) =>
            sessions.GroupBy(kind).OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => Text(k.Key, k.Select(e => e.Number).Order()));

        private static string Text(string kind, IEnumerable<long> numbers) => $"{kind}: {string.Join(' ', numbers)}";

        private Expected Actual(int slot)
        {
            ref readonly var row = ref _table[slot];
            return new(slot, row.Number, _table.LicenseOf(slot), _table.KindOf(slot), row.N, row.Deadline, row.Flags);
        }

        private static string Use(IEnumerable<Expected> sessions) =>
            new Seats(sessions.CountBy(e => e.Kind).Select(k => KeyValuePair.Create(k.Key, (long)k.Value))).ToString();
    }

    private sealed record Expected(int Slot, long Number, string License, string Kind, long N, long Deadline, SessionFlags Flags);
}
