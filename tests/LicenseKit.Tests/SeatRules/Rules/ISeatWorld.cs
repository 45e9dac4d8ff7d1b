using LicenseKit.Licenses;
using LicenseKit.Tests.SeatRules.Model;

namespace LicenseKit.Tests.SeatRules.Rules;

/// <summary>Servers that can be asked the same things: the model, or the library's own.</summary>
/// <remarks>Servers, grants, session licenses and sessions are called by name; a child server is called like its grant.</remarks>
internal interface ISeatWorld
{
    /// <summary>Both clocks go on.</summary>
    void Advance(long seconds);

    /// <summary>Effective time changes, monotonic time does not.</summary>
    void Jump(long seconds);

    Answer Start(string server, string session, string license, string kind);

    Answer Renew(string server, string session);

    Answer Release(string server, string session);

    /// <summary>An operator ends a session.</summary>
    Answer End(string server, string session);

    Answer IssueServer(string server, string grant, GrantDraft draft);

    Answer ChangeServer(string server, string grant, GrantDraft draft);

    Answer SetState(string server, string grant, LicenseState state);

    Answer Reset(string server, string grant);

    /// <summary>A new installation takes the license up.</summary>
    Answer Activate(string server, string grant, string child);

    Answer IssueSession(string server, string license, GrantDraft draft);

    Answer RevokeSession(string server, string license);

    /// <summary>The next version of the Master's license.</summary>
    Answer Reissue(string master, GrantDraft draft);

    /// <summary>One ping there and back.</summary>
    Answer Ping(string server);

    /// <summary>kill -9 and a new start.</summary>
    Answer Restart(string server);

    /// <summary>The own serial that is settled.</summary>
    long SettledOf(string server);

    /// <summary>The seats that are not free, by session, each with its monotonic deadline.</summary>
    IReadOnlyDictionary<string, long> DeadlinesOf(string server);

    /// <summary>The newest version of a grant.</summary>
    LicenseVersion NewestOf(string server, string grant);
}
