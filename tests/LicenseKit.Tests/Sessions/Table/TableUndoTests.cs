using CsCheck;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

/// <summary>Changes undone last one first, as after a failed commit, and the same changes made elsewhere.</summary>
public sealed class TableUndoTests
{
    [Fact]
    public void Undo_in_reverse_order_restores_every_content_on_the_way() => TableStep.Runs.Sample(run =>
    {
        var history = new TableHistory(run.Start);
        var contents = new Stack<string>();
        foreach (var step in run.Steps)
        {
            contents.Push(Rows.Canonical(history.Table));
            history.Do(step);
        }

        while (contents.TryPop(out var before))
        {
            history.Undo();
            Assert.Equal(before, Rows.Canonical(history.Table));
        }

        Assert.Equal(0, history.Table.Count);
        Assert.Null(history.Table.NextDue);
    }, iter: 500, threads: 2);

    [Fact]
    public void The_same_changes_give_the_same_slots_whatever_was_undone_between_them() =>
        Gen.Select(TableStep.Runs, TableStep.Any.Array[0, 5].Array[80]).Sample((run, detours) =>
        {
            var (here, there) = (new TableHistory(run.Start), new TableHistory(run.Start));
            for (var i = 0; i < run.Steps.Length; i++)
            {
                Array.ForEach(detours[i], here.Do);
                Array.ForEach(detours[i], _ => here.Undo());
                here.Do(run.Steps[i]);
                there.Do(run.Steps[i]);
                Assert.Equal(Rows.Canonical(there.Table), Rows.Canonical(here.Table));
            }
        }, iter: 500, threads: 2);

    [Fact]
    public void What_is_undone_is_due_as_before() => TableStep.Runs.Sample(run =>
    {
        var history = new TableHistory(run.Start);
        Array.ForEach(run.Steps[..(run.Steps.Length / 2)], history.Do);
        var expected = history.Table.Slots().ToDictionary(s => s, s => Rows.DueFrom(history.Table[s].Deadline));
        Array.ForEach(run.Steps[(run.Steps.Length / 2)..], history.Do);
        Array.ForEach(run.Steps[(run.Steps.Length / 2)..], _ => history.Undo());
        foreach (var (slot, due) in expected.OrderBy(e => e.Value))
        {
            Assert.Equal(-1, history.Table.FirstDue(due - 1)); // may be before ticks that were seen
            var found = history.Table.FirstDue(due);
            Assert.Equal(due, expected[found]);
            history.Table.Move(found, 1, long.MaxValue, SessionFlags.None);
        }
    }, iter: 500, threads: 2);
}
