using System.Collections.Concurrent;
using LicenseKit.Licenses;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Server;

/// <summary>Shows committed changes to readers, and moves the clock by the signed times among them.</summary>
internal sealed class Publisher(ServerClock clock)
{
    private readonly ConcurrentDictionary<string, Seats> _use = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _sessionLicenses = new(StringComparer.Ordinal);
    private Published _published = Published.Nothing;

    /// <summary>Called by the loop when the held license, the exchange with the parent, or the clock is another, after it is shown.</summary>
    public Action? HeldChanged { get; set; }

    public Published Published => Volatile.Read(ref _published);

    /// <summary>Seats in use by license: of those with live sessions.</summary>
    public IEnumerable<KeyValuePair<string, Seats>> Uses => _use;

    /// <summary>Seats that sessions of one license use.</summary>
    public Seats UseOf(string license) => _use.GetValueOrDefault(license, Seats.None);

    /// <summary>The id of a session license that was issued here, by its very bytes; null for other bytes, such as a version of an earlier run.</summary>
    public string? SessionLicenseOf(string jws) => _sessionLicenses.GetValueOrDefault(jws);

    /// <summary>Shows the whole state, at a start.</summary>
    public void Publish(ServerState state)
    {
        foreach (var license in state.Sessions.Licenses)
        {
            Show(state, license);
        }

        foreach (var (id, grant) in state.Ledger.Sessions)
        {
            _sessionLicenses[grant.Current.Document.Compact] = id;
        }

        Show(state, isTimeLearned: false);
    }

    /// <summary>Shows what changed.</summary>
    public void Publish(ServerState state, IEnumerable<Change> changes)
    {
        var isTimeLearned = false;
        foreach (var change in changes)
        {
            switch (change)
            {
                case Change.SessionStarted started:
                    Show(state, started.License);
                    break;
                case Change.SessionOver over:
                    Show(state, over.License);
                    break;
                case Change.GrantChanged changed when changed.After.Sessions.TryGetValue(changed.Id, out var grant):
                    _sessionLicenses[grant.Current.Document.Compact] = grant.Id;
                    break;
                case Change.TimeLearned learned:
                    clock.Learn(learned.Time);
                    isTimeLearned = true;
                    break;
            }
        }

        Show(state, isTimeLearned);
    }

    private void Show(ServerState state, bool isTimeLearned)
    {
        var before = Published.Child;
        Volatile.Write(ref _published, new Published(state.Child, state.Ledger, state.Sessions.InUse) { Documents = state.Documents });
        if (isTimeLearned || !ReferenceEquals(before, state.Child))
        {
            HeldChanged?.Invoke();
        }
    }

    private void Show(ServerState state, string license)
    {
        var use = state.Sessions.UseOf(license);
        if (use.IsNone)
        {
            _use.TryRemove(license, out _);
        }
        else
        {
            _use[license] = use;
        }
    }
}
