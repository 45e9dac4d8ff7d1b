using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>One request or one step of time, which can be played on any world and printed.</summary>
internal sealed record Act(string Text, string Server, Func<ISeatWorld, Answer> Play)
{
    /// <summary>The server license that gets a version; none otherwise.</summary>
    public string Grant { get; private init; } = "";

    /// <summary>The draft says the seats of that version.</summary>
    public bool SaysSeats { get; private init; }

    public bool IsRestart { get; private init; }

    public static Act Advance(long seconds) => Time($"{seconds} s later", w => w.Advance(seconds));

    public static Act Jump(long seconds) => Time($"the clock is set by {seconds} s", w => w.Jump(seconds));

    public static Act Start(string server, string session, string license, string kind) =>
        Of(server, $"{session} starts a {kind} of {license}", w => w.Start(server, session, license, kind));

    public static Act Renew(string server, string session) => Of(server, $"{session} renews", w => w.Renew(server, session));

    public static Act Release(string server, string session) => Of(server, $"{session} is released", w => w.Release(server, session));

    public static Act End(string server, string session) => Of(server, $"{session} is ended", w => w.End(server, session));

    public static Act IssueServer(string server, string grant, GrantDraft draft) =>
        Of(server, $"{grant} is issued: {draft}", w => w.IssueServer(server, grant, draft)) with { Grant = grant, SaysSeats = true };

    public static Act ChangeServer(string server, string grant, GrantDraft draft) =>
        Of(server, $"{grant} becomes {draft}", w => w.ChangeServer(server, grant, draft)) with { Grant = grant, SaysSeats = true };

    public static Act SetState(string server, string grant, LicenseState state) =>
        Of(server, $"{grant} is {state}", w => w.SetState(server, grant, state)) with { Grant = grant };

    public static Act Reset(string server, string grant) =>
        Of(server, $"{grant} is reset", w => w.Reset(server, grant)) with { Grant = grant };

    public static Act Activate(string server, string grant, string child) =>
        Of(server, $"{child} activates {grant}", w => w.Activate(server, grant, child)) with { Grant = grant };

    public static Act IssueSession(string server, string license, GrantDraft draft) =>
        Of(server, $"{license} is issued: {draft}", w => w.IssueSession(server, license, draft));

    public static Act RevokeSession(string server, string license) =>
        Of(server, $"{license} is revoked", w => w.RevokeSession(server, license));

    public static Act Reissue(GrantDraft draft) =>
        Of(ModelWorld.Master, $"takes its next version: {draft}", w => w.Reissue(ModelWorld.Master, draft));

    public static Act Ping(string server) => Of(server, "pings", w => w.Ping(server));

    public static Act Restart(string server) => Of(server, "restarts", w => w.Restart(server)) with { IsRestart = true };

    private static Act Of(string server, string text, Func<ISeatWorld, Answer> play) => new($"{server}: {text}", server, play);

    private static Act Time(string text, Action<ISeatWorld> play) => new(text, "", w =>
    {
        play(w);
        return Answer.Done;
    });
}
