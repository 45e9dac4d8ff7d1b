using LicenseKit.Chains;
using LicenseKit.Freshness;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Sessions.Table;
using LicenseKit.Signing;

namespace LicenseKit.Server;

/// <summary>What is asked of a server: a plain value that carries its ids, nonces and actor, and what was verified before it was queued.</summary>
internal abstract record Request
{
    private protected Request(RequestClass @class) => Class = @class;

    public RequestClass Class { get; }

    /// <summary>True when granting it needs a signature.</summary>
    public virtual bool Signs => true;

    /// <summary>What is asked, as one lower-case word, for traces.</summary>
    public virtual string Name => GetType().Name.ToLowerInvariant();

    /// <summary>Sessions whose lease has ended make room; asked by the machine itself.</summary>
    public sealed record Lapse() : Request<Done>(RequestClass.Due)
    {
        public override bool Signs => false;
    }

    /// <summary>The next version of a grant that follows the issuer's end; asked by the machine itself.</summary>
    public sealed record Reissue(string Id) : Request<GrantReply>(RequestClass.Due);

    /// <summary>Rights of a grant have run out that its holder can no longer renew; asked by the machine itself.</summary>
    public sealed record RunOut(string Id) : Request<Done>(RequestClass.Due)
    {
        public override bool Signs => false;
    }

    /// <summary>Forgets the versions of the own license that nothing needs any more; asked by the machine itself.</summary>
    public sealed record Settle() : Request<Done>(RequestClass.Due)
    {
        public override bool Signs => false;
    }

    /// <summary>Stores the floor of time and the run time, and forgets old session ids; asked by the machine itself.</summary>
    public sealed record StoreTime() : Request<Done>(RequestClass.Due)
    {
        public override bool Signs => false;
    }

    /// <summary>The first request of a run: stores that it began.</summary>
    /// <param name="Incomplete">Grants whose rows an older version has written, without the columns that lists use: they are written anew.</param>
    public sealed record Start(params IReadOnlyList<string> Incomplete) : Request<Done>(RequestClass.Due)
    {
        public override bool Signs => false;
    }

    /// <summary>The time of the server is set, and what is dated after it is signed again; asked of a stopped server only.</summary>
    /// <param name="Instant">The instant; the floor is not before the <c>iat</c>s of the links held.</param>
    /// <param name="Before">The floor until now.</param>
    /// <param name="Master">The own license signed again with the root key; null when it is not dated after the instant, or no Master license.</param>
    /// <param name="By">The actor.</param>
    public sealed record SetClock(long Instant, long Before, Chain? Master, string By) : Request<ClockSetReply>(RequestClass.Operator);

    /// <summary>A verified chain shall be in force.</summary>
    /// <param name="Chain">The chain.</param>
    /// <param name="Replaces">The id of the held license that is given up for another one.</param>
    /// <param name="By">Who brought it.</param>
    public sealed record ApplyChain(Chain Chain, string? Replaces, string By) : Request<Chain>(RequestClass.Operator)
    {
        public override bool Signs => false;
    }

    /// <summary>A ping to be sent to the own parent: the one that waits for its answer, or a new one.</summary>
    public sealed record MakePing(string Nonce, long ClockBehind) : Request<PendingPing>(RequestClass.Operator);

    /// <summary>The own parent's answer.</summary>
    public sealed record TakeAnswer(VerifiedAnswer Answer) : Request<PingResult>(RequestClass.Operator)
    {
        public override bool Signs => false;
    }

    public sealed record IssueServer(string Id, ServerLicenseDraft Draft, string By) : Request<GrantReply>(RequestClass.Operator);

    /// <summary>The next version of a server license.</summary>
    /// <param name="Id">Which license.</param>
    /// <param name="Draft">What it shall say.</param>
    /// <param name="IfSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="Overlap">The client's name, when the operator accepts that an old and a new holder use the license at once.</param>
    /// <param name="By">The actor.</param>
    public sealed record ChangeServer(string Id, ServerLicenseDraft Draft, long? IfSerial, string? Overlap, string By) : Request<GrantReply>(RequestClass.Operator);

    /// <summary>Suspends, resumes or revokes a server license; one that is so already stays as it is.</summary>
    public sealed record SetState(string Id, LicenseState State, string? Reason, string By, long? IfSerial = null) : Request<GrantReply>(RequestClass.Operator);

    public sealed record ResetActivation(string Id, string? Overlap, string By, long? IfSerial = null) : Request<GrantReply>(RequestClass.Operator);

    public sealed record IssueSession(string Id, SessionLicenseDraft Draft, string By) : Request<GrantReply>(RequestClass.Operator);

    /// <summary>The next version of a session license.</summary>
    /// <param name="Id">Which license.</param>
    /// <param name="Draft">What it shall say.</param>
    /// <param name="IfSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="By">The actor.</param>
    public sealed record ChangeSession(string Id, SessionLicenseDraft Draft, long? IfSerial, string By) : Request<GrantReply>(RequestClass.Operator);

    /// <summary>The next version of a license, which ends later and says the same otherwise.</summary>
    /// <param name="Id">Which license.</param>
    /// <param name="Until">Its new end; null for one more of its durations.</param>
    /// <param name="IfSerial">The serial that the caller has seen; null for any.</param>
    /// <param name="By">The actor.</param>
    public sealed record RenewLicense(string Id, long? Until, long? IfSerial, string By) : Request<GrantReply>(RequestClass.Operator);

    public sealed record RevokeSession(string Id, string? Reason, string By, long? IfSerial = null) : Request<GrantReply>(RequestClass.Operator)
    {
        public override bool Signs => false;
    }

    /// <summary>A request that is carried out once, however often it is asked with the same key.</summary>
    /// <param name="Key">The idempotency key, hashed with who gave it.</param>
    /// <param name="Fingerprint">A hash of the request; the same key with another one is refused.</param>
    /// <param name="Asked">The request.</param>
    public sealed record Once(string Key, string Fingerprint, Request Asked) : Request<OnceReply>(RequestClass.Operator)
    {
        public override bool Signs => Asked.Signs;

        public override string Name => Asked.Name;
    }

    /// <summary>What these requests would be answered, each after those before it; nothing of it stays.</summary>
    public sealed record Preview(IReadOnlyList<Request<GrantReply>> Requests) : Request<PreviewReply>(RequestClass.Operator)
    {
        public override bool Signs => false;
    }

    /// <summary>The next renewal of the session is refused.</summary>
    public sealed record EndSession(SessionId Session, string By) : Request<Done>(RequestClass.Operator)
    {
        public override bool Signs => false;
    }

    /// <summary>The leases of these sessions, for a list; changes nothing.</summary>
    public sealed record ReadLeases(IReadOnlyList<SessionId> Sessions) : Request<LeaseEnds>(RequestClass.Operator)
    {
        public override bool Signs => false;
    }

    /// <summary>A row of the audit trail that the host gives.</summary>
    public sealed record HostActivity(string By, string Action, string Text);

    /// <summary>A document of the host is written, or removed.</summary>
    /// <param name="Collection">What it belongs to.</param>
    /// <param name="Id">Its name there.</param>
    /// <param name="Text">Null removes it.</param>
    /// <param name="IfVersion">The version that the caller has seen, 0 for none; null for any.</param>
    /// <param name="Activity">Written to the audit trail with it.</param>
    public sealed record WriteDocument(string Collection, string Id, string? Text, long? IfVersion, HostActivity? Activity) : Request<WrittenDocument>(RequestClass.Operator)
    {
        public override bool Signs => false;

        public override string ToString() => $"write {Collection}/{Id}";
    }

    /// <summary>The host gives a row of the audit trail.</summary>
    public sealed record Record(HostActivity Activity) : Request<Done>(RequestClass.Operator)
    {
        public override bool Signs => false;
    }

    /// <summary>A child proves that it holds a file.</summary>
    public sealed record Activate(ActivationRequest Activation) : Request<ChildFile>(RequestClass.Ping);

    /// <summary>A child pings.</summary>
    /// <param name="Ping">The ping, verified under <paramref name="Sender"/>.</param>
    /// <param name="Sha256">SHA-256 of the ping in compact form, base64url.</param>
    /// <param name="Sender">The key that signed it.</param>
    public sealed record AnswerPing(Ping Ping, string Sha256, PublicKey Sender) : Request<PongReply>(RequestClass.Ping);

    /// <summary>An app gives its seat back; a second time is harmless.</summary>
    public sealed record Release(SessionId Session) : Request<Done>(RequestClass.Release)
    {
        public override bool Signs => false;
    }

    /// <summary>An app asks for its next lease.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="N">The number of its last lease.</param>
    /// <param name="Nonce">Repeated in the lease.</param>
    public sealed record Renew(SessionId Session, long N, string Nonce) : Request<GrantedLease>(RequestClass.Renew);

    /// <summary>An app asks for a seat.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="License">The session license, verified as one that this server signed.</param>
    /// <param name="Kind">The kind of seat.</param>
    /// <param name="Nonce">Repeated in the lease.</param>
    /// <param name="Labels">What the app says of itself, for operators.</param>
    public sealed record Acquire(SessionId Session, string License, string Kind, string Nonce, string? Labels) : Request<GrantedLease>(RequestClass.Acquire);
}
