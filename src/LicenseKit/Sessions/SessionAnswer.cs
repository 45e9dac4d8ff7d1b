namespace LicenseKit.Sessions;

/// <summary>A lease that was given: the table after it, the session, and the signed document.</summary>
/// <param name="Table">The sessions after the step.</param>
/// <param name="Session">The session.</param>
/// <param name="Lease">The lease in compact form.</param>
/// <param name="RenewWithin">Seconds in which the app should renew.</param>
/// <param name="MustStore">False for an ordinary renewal, which only moves a deadline in memory.</param>
internal sealed record SessionAnswer(SessionTable Table, SessionEntry Session, string Lease, long RenewWithin, bool MustStore);
