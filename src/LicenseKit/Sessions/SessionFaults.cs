namespace LicenseKit.Sessions;

/// <summary>Why a session is over where no server said so.</summary>
internal static class SessionFaults
{
    /// <summary>Nothing asked for a renewal while the lease ran.</summary>
    public static LicenseFault NotRenewed { get; } = new(FaultCode.NotRenewed,
        "The lease ended before it was renewed: the machine slept, its clock was set ahead, or the program was stopped for a while.", "Acquire a new session.");

    public static LicenseFault Unanswered { get; } = new(FaultCode.ServerUnreachable,
        "The license server did not answer the renewal before the lease ended.", "Check that it runs and can be reached; then acquire a new session.");

    /// <summary>The app disposed the session.</summary>
    public static LicenseFault Released { get; } = new(FaultCode.SessionOver, "The app gave the seat back.", "Acquire a new session.");

    /// <summary>The app disposed its licensing.</summary>
    public static LicenseFault Closed { get; } = new(FaultCode.SessionOver, "The app closed its licensing, which gave the seat back.", "Open licensing again and acquire a new session.");

    /// <summary>A renewal ended with an exception that nobody foresaw.</summary>
    public static LicenseFault Failed(Exception exception) => new(FaultCode.NotRenewed,
        $"The lease could not be renewed because of an unexpected error: {Licenses.PlainText.Escaped(exception.Message)}", "Acquire a new session; report the error if it happens again.");
}
