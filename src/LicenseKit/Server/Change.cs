using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Sessions;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Server;

/// <summary>Something that a decision changes: enough to apply it, to take it back, to store it and to report it.</summary>
/// <remarks>Taken back last applied first. Stores, the audit trail and the test kit consume changes and decide nothing.</remarks>
internal abstract record Change
{
    private Change()
    {
    }

    /// <summary>False for what only memory keeps: an ordinary renewal, for one.</summary>
    public virtual bool NeedsCommit => true;

    public abstract void Apply(ServerState state);

    public abstract void Undo(ServerState state);

    /// <summary>A seat was taken.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Number">Its age among all sessions, and the key of its row.</param>
    /// <param name="License">The session license, or <see cref="LeaseRule.LocalLicense"/>.</param>
    /// <param name="Kind">The kind of seat.</param>
    /// <param name="Deadline">Monotonic milliseconds at which the seat is free unless it was renewed.</param>
    /// <param name="StartedAt">Effective UTC seconds.</param>
    /// <param name="Labels">What the app says of itself.</param>
    /// <param name="PeakBefore">The peak before it.</param>
    public sealed record SessionStarted(SessionId Session, long Number, string License, string Kind, long Deadline, long StartedAt, string? Labels, long PeakBefore) : Change
    {
        public override void Apply(ServerState state)
        {
            state.Sessions.Add(Session, Number, License, Kind, state.IsReserved(License), 1, Deadline, SessionFlags.None);
            state.LastNumber = Number;
        }

        public override void Undo(ServerState state)
        {
            state.Sessions.TryFind(Session, out var slot);
            state.Sessions.Remove(slot);
            state.Sessions.Peak = PeakBefore;
            state.LastNumber = Number - 1;
        }
    }

    /// <summary>A lease was renewed: its number and deadline moved, in memory only.</summary>
    public sealed record LeaseMoved(int Slot, LeaseMark Before, LeaseMark After) : Change
    {
        public override bool NeedsCommit => false;

        public override void Apply(ServerState state) => After.Set(state.Sessions, Slot);

        public override void Undo(ServerState state) => Before.Set(state.Sessions, Slot);
    }

    /// <summary>The first renewal of a restored session, or a mark of an operator: stored with the number of this run.</summary>
    public sealed record LeaseStored(int Slot, long Number, LeaseMark Before, LeaseMark After, long Run) : Change
    {
        public override void Apply(ServerState state) => After.Set(state.Sessions, Slot);

        public override void Undo(ServerState state) => Before.Set(state.Sessions, Slot);
    }

    /// <summary>An operator has ended a session: it is not renewed, and its seat is free at the lease's end or when it is released.</summary>
    public sealed record SessionEnding(int Slot, long Number, LeaseMark Before) : Change
    {
        public override void Apply(ServerState state) => (Before with { Flags = Before.Flags | SessionFlags.Ended }).Set(state.Sessions, Slot);

        public override void Undo(ServerState state) => Before.Set(state.Sessions, Slot);
    }

    /// <summary>A seat is free again.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Number">The key of its row.</param>
    /// <param name="License">Its session license.</param>
    /// <param name="Kind">The kind of seat.</param>
    /// <param name="Last">Its last lease.</param>
    /// <param name="OverNumber">The running number of the id among those that are not granted again for a while.</param>
    /// <param name="Until">Run time in milliseconds until which it is not.</param>
    /// <param name="IsLapse">True when the lease ran out: a fact of time, which is not taken back.</param>
    public sealed record SessionOver(SessionId Session, long Number, string License, string Kind, LeaseMark Last, long OverNumber, long Until, bool IsLapse) : Change
    {
        public override void Apply(ServerState state)
        {
            state.Sessions.TryFind(Session, out var slot);
            state.Sessions.Remove(slot);
            state.Sessions.Over.Add(Session, state.Run.Ticks(Until));
        }

        public override void Undo(ServerState state)
        {
            var peak = state.Sessions.Peak;
            state.Sessions.Over.TakeBack(OverNumber);
            state.Sessions.Add(Session, Number, License, Kind, state.IsReserved(License), Last.N, Last.Deadline, Last.Flags);
            state.Sessions.Peak = peak;
        }
    }

    /// <summary>A grant has a new version, or a session license was revoked.</summary>
    public sealed record GrantChanged(Ledger Before, Ledger After, string Id) : Change
    {
        public override void Apply(ServerState state) => Set(state, After);

        public override void Undo(ServerState state) => Set(state, Before);

        private void Set(ServerState state, Ledger ledger)
        {
            state.Ledger = ledger;
            if (Before.IsReserved(Id) != After.IsReserved(Id))
            {
                state.Sessions.SetReserved(Id, state.IsReserved(Id));
            }
        }
    }

    /// <summary>The holder of a grant reported something; its versions stay.</summary>
    public sealed record GrantReported(Ledger Before, Ledger After, string Id) : Change
    {
        public override void Apply(ServerState state) => state.Ledger = After;

        public override void Undo(ServerState state) => state.Ledger = Before;
    }

    /// <summary>A ping that does not follow the last one was answered; in memory only.</summary>
    public sealed record PingSetAside(Ledger Before, Ledger After) : Change
    {
        public override bool NeedsCommit => false;

        public override void Apply(ServerState state) => state.Ledger = After;

        public override void Undo(ServerState state) => state.Ledger = Before;
    }

    /// <summary>The held license, or the exchange with the own parent.</summary>
    public sealed record ChildChanged(ChildState Before, ChildState After) : Change
    {
        public override void Apply(ServerState state) => state.Child = After;

        public override void Undo(ServerState state) => state.Child = Before;
    }

    /// <summary>An ordinary lease length was lowered: leases of the former length are still out.</summary>
    public sealed record LengthLowered(LeaseLength Lowered, LeaseLengths Before) : Change
    {
        public override void Apply(ServerState state) => state.Lengths = state.Lengths.With(Lowered);

        public override void Undo(ServerState state) => state.Lengths = Before;
    }

    /// <summary>The most sessions at once were reported to the parent, and are counted anew.</summary>
    public sealed record PeakReported(long Before) : Change
    {
        public override bool NeedsCommit => false;

        public override void Apply(ServerState state) => state.Sessions.Peak = state.Sessions.Count;

        public override void Undo(ServerState state) => state.Sessions.Peak = Before;
    }

    /// <summary>A request with an idempotency key was carried out: the same one again gets the same answer.</summary>
    /// <param name="Answer">The key, and what it was given for.</param>
    /// <param name="Reply">The grant that was answered; null when the answer is not about one.</param>
    /// <param name="Before">The keys before it.</param>
    public sealed record AnswerKept(KeptAnswer Answer, GrantReply? Reply, KeptAnswers Before) : Change
    {
        /// <summary>The keys with it.</summary>
        public KeptAnswers After { get; } = Before.With(Answer);

        public override void Apply(ServerState state) => state.Answers = After;

        public override void Undo(ServerState state) => state.Answers = Before;
    }

    /// <summary>A document of the host was written, or removed.</summary>
    /// <param name="Collection">What it belongs to.</param>
    /// <param name="Id">Its name there.</param>
    /// <param name="After">The document; null when it was removed.</param>
    /// <param name="Before">All documents before it.</param>
    public sealed record DocumentWritten(string Collection, string Id, HostDocument? After, HostDocuments Before) : Change
    {
        public override void Apply(ServerState state) => state.Documents = After is null ? Before.Without(Collection, Id) : Before.With(After);

        public override void Undo(ServerState state) => state.Documents = Before;
    }

    /// <summary>A row of the audit trail.</summary>
    public sealed record Audited(AuditEntry Entry) : Change
    {
        public override void Apply(ServerState state)
        {
            // Only the store keeps it.
        }

        public override void Undo(ServerState state)
        {
            // Only the store keeps it.
        }
    }

    /// <summary>A signed time that may move the floor of the clock, once what it came with is committed.</summary>
    public sealed record TimeLearned(SignedTime Time) : Change
    {
        public override bool NeedsCommit => false;

        public override void Apply(ServerState state)
        {
            // The clock is moved by its owner after the commit.
        }

        public override void Undo(ServerState state)
        {
            // The clock is moved by its owner after the commit.
        }
    }

    /// <summary>The floor of time was set: the store takes it in place of the one that its commit names.</summary>
    public sealed record ClockSet(long Floor) : Change
    {
        public override void Apply(ServerState state)
        {
            // Only the store keeps it: the server is stopped.
        }

        public override void Undo(ServerState state)
        {
            // Only the store keeps it: the server is stopped.
        }
    }

    /// <summary>A run began: sessions of the process before it ended with it.</summary>
    public sealed record RunStarted(RunInfo Run) : Change
    {
        public override void Apply(ServerState state) => state.Run = Run;

        public override void Undo(ServerState state)
        {
            // The run goes on although it could not be stored; nothing is served then.
        }
    }

    /// <summary>Floor of time and run time are stored, which every commit does; ids that were over for long enough are forgotten: a fact of time, which is not taken back.</summary>
    /// <param name="Ticks">Monotonic milliseconds.</param>
    public sealed record TimeStored(long Ticks) : Change
    {
        /// <summary>The highest running number of an id that is forgotten.</summary>
        public long ForgottenUpTo { get; private set; }

        public override void Apply(ServerState state) => ForgottenUpTo = state.Sessions.Over.Forget(Ticks);

        public override void Undo(ServerState state)
        {
            // Time does not go back.
        }
    }
}
