namespace LicenseKit.Fuzz.Seeds;

/// <summary>The <c>typ</c> of each signed document.</summary>
internal static class DocumentTypes
{
    public const string ServerLicense = "lk-server-license+jwt";
    public const string SessionLicense = "lk-session-license+jwt";
    public const string Lease = "lk-lease+jwt";
    public const string Activation = "lk-activation+jwt";
    public const string Ping = "lk-ping+jwt";
    public const string Pong = "lk-pong+jwt";
}
