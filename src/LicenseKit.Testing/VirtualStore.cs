using LicenseKit.Freshness;
using LicenseKit.Server;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Testing;

/// <summary>What a virtual server has stored of its sessions and runs: enough for a restart.</summary>
internal sealed class VirtualStore
{
    private readonly SortedDictionary<long, StoredSession> _sessions = [];
    private readonly Dictionary<long, long> _starts = [];
    private readonly List<(long Number, SessionId Id, long Until)> _over = [];
    private long _runTime;

    public void Commit(IEnumerable<Change> changes, RunInfo run, Moment at)
    {
        _runTime = run.RunTime(at.Ticks);
        foreach (var change in changes)
        {
            Store(change, run);
        }
    }

    /// <summary>The state after a crash: child, ledger and lengths are the committed ones, sessions come from here.</summary>
    public ServerState Load(ServerState last, Moment at)
    {
        var run = new RunInfo(last.Run.Number + 1, _runTime, at.Ticks);
        var state = new ServerState
        {
            Run = run,
            Child = last.Child with { Exchange = last.Child.Exchange with { Pending = last.Child.Exchange.Pending is { } pending ? pending with { SentTicks = null } : null } },
            Ledger = last.Ledger,
            Lengths = last.Lengths,
        };
        foreach (var (number, id, until) in _over)
        {
            state.Sessions.Over.Load(id, number, run.Ticks(until));
        }

        Restart.Restore(state, new Dictionary<long, long>(_starts) { [run.Number] = run.StartedAt }, _sessions.Values);
        return state;
    }

    private void Store(Change change, RunInfo run)
    {
        switch (change)
        {
            case Change.RunStarted started:
                _starts[started.Run.Number] = started.Run.StartedAt;
                break;
            case Change.SessionStarted started:
                _sessions[started.Number] = new StoredSession(started.Session, started.Number, started.License, started.Kind, 1, run.Number, false);
                break;
            case Change.LeaseStored stored:
                _sessions[stored.Number] = _sessions[stored.Number] with { N = stored.After.N, Run = stored.Run };
                break;
            case Change.SessionEnding ending:
                _sessions[ending.Number] = _sessions[ending.Number] with { IsEnded = true };
                break;
            case Change.SessionOver over:
                _sessions.Remove(over.Number);
                _over.Add((over.OverNumber, over.Session, over.Until));
                break;
            case Change.TimeStored time:
                _over.RemoveAll(o => o.Number <= time.ForgottenUpTo);
                break;
        }
    }
}
