using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>The forms of licenses for people.</summary>
internal static class PaperForms
{
    public static void License(this Paper paper, ServerLicenseClaims license)
    {
        paper.Field("id", license.Id);
        paper.Field("product", license.Product);
        if (license.State != LicenseState.Active)
        {
            paper.Field("state", ServerLicenseWriter.Name(license.State), Tone.Doubt);
        }

        paper.Field("seats", license.Seats.ToString());
        foreach (var stage in license.Stages)
        {
            paper.Field("stage", $"{Instant(stage.FromSeconds)} to {Instant(stage.ToSeconds)}{(stage.Name.Length > 0 ? $", {stage.Name}" : "")}: {stage.Seats}");
        }

        paper.Field("valid", Period(license.NotBefore, license.Expires) + (license.Grace > 0 ? $", grace {Shown.Duration(license.Grace)}" : ""));
        paper.Field("bound to", BoundTo(license.Binding));
        paper.Field("may issue", $"{(license.Oem == 0 ? "no servers" : license.Oem == 1 ? "1 level of servers" : $"{license.Oem} levels of servers")}, {Seats.Text(license.MaxLicenses)} licenses, "
            + (license.MaxDuration == Limit.Unlimited ? "session licenses of any length" : $"session licenses of {Shown.Duration(license.MaxDuration)}"));
    }

    public static void SessionLicense(this Paper paper, SessionLicenseClaims license)
    {
        paper.Field("id", license.Id);
        paper.Field("server", license.ServerUrl);
        paper.Field("seats", $"{license.Seats} ({(license.Allocation == Allocation.Reserved ? "reserved" : "shared")})");
        paper.Field("valid", Period(license.NotBefore, license.Expires));
        paper.Field("lease", Shown.Duration(license.MaxLease));
    }

    public static string Instant(long seconds) => seconds == UnixTime.Max ? "for ever" : Shown.Instant(seconds);

    public static string Period(long from, long to) => to == UnixTime.Max ? $"from {Shown.Instant(from)}, perpetual" : $"{Shown.Instant(from)} to {Shown.Instant(to)}";

    public static string BoundTo(Binding? binding) => binding switch
    {
        Binding.ToKey to => $"key {to.Key.Thumbprint}",
        Binding.ToCode to => $"License Code {to.Code}",
        _ => "nobody yet (not activated)",
    };
}
