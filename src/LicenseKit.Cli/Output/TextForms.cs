using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>The forms of licenses for people.</summary>
internal static class TextForms
{
    public static void License(this TextOutput output, ServerLicenseClaims license)
    {
        output.Field("id", license.Id);
        output.Field("product", license.Product);
        if (license.State != LicenseState.Active)
        {
            output.Field("state", ServerLicenseWriter.Name(license.State), Severity.Warning);
        }

        output.Field("seats", license.Seats.ToString());
        foreach (var stage in license.Stages)
        {
            output.Field("stage", $"{Shown.Period(stage)}{(stage.Name.Length > 0 ? $", {stage.Name}" : "")}: {stage.Seats}");
        }

        output.Features(license.Features);
        output.Field("valid", Period(license.NotBefore, license.Expires) + (license.Grace > 0 ? $", grace {Shown.Duration(license.Grace)}" : ""));
        output.Field("bound to", BoundTo(license.Binding));
        output.Field("may issue", $"{Levels(license.Oem)}, {Seats.Text(license.MaxLicenses)} licenses, "
            + (license.MaxDuration == Limit.Unlimited ? "session licenses of any length" : $"session licenses of {Shown.Duration(license.MaxDuration)}"));
    }

    public static void SessionLicense(this TextOutput output, SessionLicenseClaims license)
    {
        output.Field("id", license.Id);
        output.Field("server", license.ServerUrl);
        output.Field("seats", $"{license.Seats} ({(license.Allocation == Allocation.Reserved ? "reserved" : "shared")}{(license.SeatFor == SeatFor.Process ? "" : $", one for each {SeatForName.Of(license.SeatFor)}")})");
        output.Field("valid", Period(license.NotBefore, license.Expires));
        output.Field("lease", Shown.Duration(license.MaxLease));
        output.Features(license.Features);
    }

    public static void Features(this TextOutput output, IReadOnlyDictionary<string, Feature> features)
    {
        foreach (var (name, feature) in features)
        {
            output.Field("feature", $"{name}: {Shown.Feature(feature)}");
        }
    }

    /// <summary>An instant without its seconds, which do not matter for the period of a license.</summary>
    public static string Minute(long seconds) => Shown.End(seconds == UnixTime.Max ? seconds : seconds - (seconds % 60));

    public static string Period(long from, long to) => to == UnixTime.Max ? $"from {Minute(from)}, perpetual" : $"{Minute(from)} to {Minute(to)}";

    private static string Levels(int oem) => oem switch
    {
        0 => "no servers",
        1 => "1 level of servers",
        _ => $"{oem} levels of servers",
    };

    public static string BoundTo(Binding? binding) => binding switch
    {
        Binding.ToKey to => $"key {to.Key.Thumbprint}",
        Binding.ToCode to => $"License Code {to.Code}",
        _ => "nobody yet (not activated)",
    };
}
