using Microsoft.AspNetCore.Http;

namespace LicenseKit.AspNetCore;

/// <summary>The HTTP status of a fault.</summary>
internal static class FaultStatus
{
    /// <summary>The status of a draft's fault: whatever a license may not say (LK2xxx) or delegate (LK3xxx) is the rule that refuses the draft.</summary>
    public static int OfDraft(FaultCode code) => Of(code) is var status && status == StatusCodes.Status403Forbidden && (int)code is >= 2000 and < 4000
        ? StatusCodes.Status422UnprocessableEntity
        : status;

    public static int Of(FaultCode code) => code switch
    {
        FaultCode.MalformedRequest or FaultCode.BadDraft or FaultCode.UnknownKind
            or FaultCode.NotABundle or FaultCode.ChainLength or FaultCode.NotCompactJws => StatusCodes.Status400BadRequest,
        FaultCode.NotSignedIn => StatusCodes.Status401Unauthorized,
        FaultCode.UnknownGrant or FaultCode.UnknownToParent => StatusCodes.Status404NotFound,
        FaultCode.NoSeat or FaultCode.OlderLease or FaultCode.NameTaken or FaultCode.OverBudget or FaultCode.LeasesOut or FaultCode.MaxLicenses or FaultCode.RevokedIsFinal
            or FaultCode.SerialOlder or FaultCode.SerialJump or FaultCode.Equivocation or FaultCode.OtherLicense => StatusCodes.Status409Conflict,
        FaultCode.SessionOver => StatusCodes.Status410Gone,
        FaultCode.SerialConflict or FaultCode.DocumentChanged => StatusCodes.Status412PreconditionFailed,
        FaultCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        FaultCode.TooLarge or FaultCode.DocumentLimit => StatusCodes.Status413PayloadTooLarge,
        FaultCode.DraftValue or FaultCode.AmbiguousStage or FaultCode.NotPreactivated or FaultCode.NotWithinParent or FaultCode.NotOem or FaultCode.MayNotIssue
            or FaultCode.BadLicenseCode or FaultCode.KeyReused or FaultCode.BadRequestFile or FaultCode.BadUrl => StatusCodes.Status422UnprocessableEntity,
        FaultCode.TooManyRequests => StatusCodes.Status429TooManyRequests,
        FaultCode.NotSupported => StatusCodes.Status501NotImplemented,
        FaultCode.Storage or FaultCode.NoLicenseHeld or FaultCode.DataFolder or FaultCode.CannotSign or FaultCode.ServerBusy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status403Forbidden,
    };
}
