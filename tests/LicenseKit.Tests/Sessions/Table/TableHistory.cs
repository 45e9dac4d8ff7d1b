using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Sessions.Table;

/// <summary>A table and how to undo what was done to it. Time is not undone.</summary>
internal sealed class TableHistory(long start)
{
    private readonly Stack<Action> _undo = new();
    private readonly HashSet<string> _reserved = [];
    private long _now = start;
    private long _number;

    public SessionTable Table { get; } = new();

    public void Do(TableStep step) => _undo.Push(step.Call switch
    {
        TableCall.Add or TableCall.AddAnother when !Table.TryFind(step.Id, out _) => Add(step),
        TableCall.Move when Table.TryFind(step.Id, out var slot) => Move(slot, step),
        TableCall.Remove when Table.TryFind(step.Id, out var slot) => Remove(slot),
        TableCall.Lapse when Table.FirstDue(_now) >= 0 => Remove(Table.Slots().Where(IsDue).MinBy(s => Table[s].Number)),
        TableCall.Wait or TableCall.Sleep => Wait(step.Wait),
        TableCall.Reserve => Reserve(step.License),
        _ => () => { },
    });

    public void Undo() => _undo.Pop()();

    private bool IsDue(int slot) => Rows.DueFrom(Table[slot].Deadline) <= _now;

    private Action Add(TableStep step)
    {
        var slot = Table.Add(step.Id, ++_number, step.License, step.Kind, _reserved.Contains(step.License), 1, _now + step.Lease, SessionFlags.None);
        return () =>
        {
            _number--;
            Table.Remove(slot);
        };
    }

    private Action Move(int slot, TableStep step)
    {
        var before = Table[slot];
        Table.Move(slot, before.N + 1, _now + step.Lease, before.Flags ^ SessionFlags.Restored);
        return () => Table.Move(slot, before.N, before.Deadline, before.Flags);
    }

    private Action Remove(int slot)
    {
        var before = Table[slot];
        var (license, kind) = (Table.LicenseOf(slot), Table.KindOf(slot));
        Table.Remove(slot);
        return () => Assert.Equal(slot, Table.Add(
            before.Id, before.Number, license, kind, _reserved.Contains(license), before.N, before.Deadline, before.Flags));
    }

    private Action Reserve(string license)
    {
        SetReserved(license, !_reserved.Contains(license));
        return () => SetReserved(license, !_reserved.Contains(license));
    }

    private void SetReserved(string license, bool reserved)
    {
        _ = reserved ? _reserved.Add(license) : _reserved.Remove(license);
        Table.SetReserved(license, reserved);
    }

    private Action Wait(long wait)
    {
        _now += wait;
        Table.FirstDue(_now);
        return () => _now -= wait;
    }
}
