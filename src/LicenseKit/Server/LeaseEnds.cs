using LicenseKit.Sessions.Table;

namespace LicenseKit.Server;

/// <summary>When the leases of some sessions end, in effective UTC seconds, unless they are renewed; sessions that are over are not in it.</summary>
internal sealed record LeaseEnds(IReadOnlyDictionary<SessionId, long> Ends);
