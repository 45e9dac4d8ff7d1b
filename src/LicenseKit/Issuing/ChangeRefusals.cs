using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>Why a grant of either type is not changed, whatever the change is.</summary>
internal static class ChangeRefusals
{
    public static LicenseFault Unknown(string id) =>
        new(
            FaultCode.UnknownGrant, $"No license with id '{Names.Shown(id)}' was issued here.",
            "List the licenses to find its id.", Names.Shown(id));

    /// <summary>The license has another serial than the caller has seen.</summary>
    public static LicenseFault? Conflict(ServerGrant grant, long? seen) => Conflict(grant.Claims.Serial, seen, grant.Client, grant.Id);

    /// <inheritdoc cref="Conflict(ServerGrant, long?)"/>
    public static LicenseFault? Conflict(SessionGrant grant, long? seen) => Conflict(grant.Claims.Serial, seen, grant.Client, grant.Id);

    /// <summary>It is revoked.</summary>
    public static LicenseFault? Final(ServerGrant grant) => Final(grant.Claims.State == LicenseState.Revoked, grant.Client, grant.Id);

    /// <inheritdoc cref="Final(ServerGrant)"/>
    public static LicenseFault? Final(SessionGrant grant) => Final(grant.Revoked, grant.Client, grant.Id);

    /// <summary>The reason that is given cannot stand in the audit trail.</summary>
    public static LicenseFault? Reason(string? reason) => PlainText.RemarkObjection(reason ?? "") is not { } objection ? null
        : new(
            FaultCode.MalformedRequest, $"The reason {objection}.",
            $"Give a reason of at most {PlainText.MaxRemark} printable characters, without line breaks.");

    private static LicenseFault? Conflict(long serial, long? seen, string client, string id) => seen is null || seen == serial ? null
        : new(
            FaultCode.SerialConflict, $"License '{client}' has serial {serial}; the change was made from serial {seen}.",
            "Read it again and repeat the change.", link: id);

    private static LicenseFault? Final(bool isRevoked, string client, string id) => !isRevoked ? null
        : new(FaultCode.RevokedIsFinal, $"License '{client}' is revoked, which is final.", "Issue a new license.", link: id);
}
