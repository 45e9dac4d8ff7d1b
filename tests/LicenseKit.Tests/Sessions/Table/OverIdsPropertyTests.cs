using CsCheck;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

/// <summary>Random ids that are over, against a list.</summary>
public sealed class OverIdsPropertyTests
{
    private const int Most = 10;

    private static readonly Gen<(int Call, int Who, int Time)[]> Runs =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 11], Gen.Int[0, 30]).Array[1, 80];

    [Fact]
    public void Ids_that_are_over_are_what_a_list_says() => Runs.Sample(steps => new Run().All(steps), iter: 2000, threads: 2);

    private sealed class Run
    {
        private readonly OverIds _over = new(Most);
        private readonly List<(long Number, SessionId Id, long Until)> _model = [];
        private long _newest;
        private long _forgotten;
        private long _now;
        private int _added; // since the last call that is not undone

        public void All((int Call, int Who, int Time)[] steps)
        {
            foreach (var (call, who, time) in steps)
            {
                One(call, Rows.Id(who), time);
                Compare();
            }
        }

        private void One(int call, SessionId id, int time)
        {
            switch (call)
            {
                case 0 or 1 or 2:
                    var number = _over.Add(id, _now + time);
                    Assert.Equal(++_newest, number);
                    Model(id, _now + time);
                    _added++;
                    break;
                case 3 when _added > 0:
                    _over.TakeBack(_newest--);
                    _model.RemoveAt(_model.Count - 1);
                    _added--;
                    break;
                case 4:
                    Assert.ThrowsAny<Exception>(() => _over.TakeBack(_newest + 1));
                    break;
                case 5:
                    _newest += 1 + (time % 15);
                    _over.Load(id, _newest, _now + time);
                    Model(id, _now + time);
                    _added = 0;
                    break;
                case 6:
                    Forget();
                    break;
                default:
                    _now += time;
                    break;
            }
        }

        private void Model(SessionId id, long until)
        {
            _model.Add((_newest, id, Math.Max(until, _model.Count == 0 ? until : _model[^1].Until)));
            Drop(m => m.Number <= _newest - Most);
        }

        private void Forget()
        {
            Drop(m => m.Until <= _now);
            _added = 0;
            var highest = _model.Count == 0 ? _newest : _model[0].Number - 1; // numbers that no entry had may count
            Assert.InRange(_over.Forget(_now), _forgotten, highest);
        }

        private void Drop(Predicate<(long Number, SessionId Id, long Until)> predicate)
        {
            _forgotten = Math.Max(_forgotten, _model.FindAll(predicate).Select(m => m.Number).LastOrDefault());
            _model.RemoveAll(predicate);
        }

        private void Compare()
        {
            Assert.Equal((_model.Count, _newest), (_over.Count, _over.Newest));
            Assert.Equal(_model.Select(m => (m.Number, m.Until)), _over.Entries.Select(e => (e.Number, e.Until)));
            for (var who = 0; who < 12; who++)
            {
                var id = Rows.Id(who);
                foreach (var at in _model.SelectMany(m => new[] { m.Until - 1, m.Until }).Append(_now))
                {
                    Assert.Equal(_model.Exists(m => m.Id.A == id.A && m.Id.B == id.B && at < m.Until), _over.Contains(id, at));
                }
            }
        }
    }
}
