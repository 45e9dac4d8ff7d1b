namespace LicenseKit.Hosting.Client;

/// <summary>What a refused renewal means for its session.</summary>
internal static class RenewalRefusal
{
    /// <summary>True when no later renewal of this session can be granted, or somebody decided against it; all else is tried again while the lease runs.</summary>
    public static bool IsFinal(LicenseFault fault) => fault.Code is FaultCode.Revoked or FaultCode.Suspended or FaultCode.Expired or FaultCode.BoundElsewhere
        or FaultCode.SessionOver or FaultCode.SessionMismatch or FaultCode.OlderLease or FaultCode.ForeignSessionLicense or FaultCode.UnknownKind;
}
