using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>One field of a license with its value.</summary>
/// <param name="Name">Dotted where it is part of another: <c>seats.developer</c>.</param>
/// <param name="Value">What the license says.</param>
internal sealed record LicenseField(string Name, LicenseValue Value)
{
    /// <summary>Everything that a server license says but its stages.</summary>
    public static IEnumerable<LicenseField> Of(ServerLicenseClaims license) =>
    [
        Text("id", license.Id),
        Number("serial", license.Serial),
        Text("client", license.Client),
        Text("state", ServerLicenseWriter.Name(license.State)),
        .. Of(license.Seats),
        Instant("notBefore", license.NotBefore),
        Instant("expires", license.Expires),
        Duration("grace", license.Grace),
        .. Of(license.Binding),
        Number("oem", license.Oem),
        Count("maxLicenses", license.MaxLicenses),
        Duration("maxDuration", license.MaxDuration),
        Duration("maxLease", license.MaxLease),
        Duration("maxOffline", license.MaxOffline),
        Text("overage", Shown.Overage(license.Overage)),
        .. license.Contact is { } contact ? (LicenseField[])[Duration("contact.every", contact.Every), Duration("contact.silence", contact.Silence)] : [],
        .. Of(license.Features),
        .. Of(license.Extensions),
        Text("product", license.Product),
        Text("issuer", license.Issuer),
        .. license.ParentUrl is { } url ? (LicenseField[])[Text("parentUrl", url)] : [],
        .. license.Parent is { } parent ? (LicenseField[])[Text("parent.id", parent.Id), Number("parent.serial", parent.Serial), Text("parent.sha256", parent.Sha256)] : [],
        Instant("issuedAt", license.IssuedAt),
    ];

    /// <summary>Everything that a session license says but its stages.</summary>
    public static IEnumerable<LicenseField> Of(SessionLicenseClaims license) =>
    [
        Text("id", license.Id),
        Number("serial", license.Serial),
        Text("client", license.Client),
        Text("serverUrl", license.ServerUrl),
        Text("allocation", license.Allocation == Allocation.Reserved ? "reserved" : "shared"),
        Text("seatFor", SeatForName.Of(license.SeatFor)),
        .. Of(license.Seats),
        Instant("notBefore", license.NotBefore),
        Instant("expires", license.Expires),
        Duration("maxLease", license.MaxLease),
        Duration("maxBorrow", license.MaxBorrow),
        .. Of(license.Features),
        .. Of(license.Extensions),
        Text("product", license.Product),
        Text("issuer", license.Issuer),
        Instant("issuedAt", license.IssuedAt),
    ];

    /// <summary>Every kind and <c>generic</c>.</summary>
    public static IEnumerable<LicenseField> Of(Seats seats, string prefix = "seats.") => seats.All().Select(s => Count(prefix + s.Key, s.Value));

    private static IEnumerable<LicenseField> Of(Binding? binding) => binding switch
    {
        Binding.ToKey to => [Text("binding.key", to.Key.X)],
        Binding.ToCode to => [Text("binding.code", to.Code.ToString())],
        _ => [],
    };

    private static IEnumerable<LicenseField> Of(IReadOnlyDictionary<string, Feature> features) =>
        features.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new LicenseField($"features.{f.Key}", new LicenseValue.OfFeature(f.Value)));

    private static IEnumerable<LicenseField> Of(IReadOnlyDictionary<string, string> extensions) =>
        extensions.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => Text($"ext.{e.Key}", e.Value));

    private static LicenseField Text(string name, string value) => new(name, new LicenseValue.OfText(value));

    private static LicenseField Count(string name, long value) => new(name, new LicenseValue.OfCount(value));

    private static LicenseField Number(string name, long value) => new(name, new LicenseValue.OfNumber(value));

    private static LicenseField Duration(string name, long seconds) => new(name, new LicenseValue.OfDuration(seconds));

    private static LicenseField Instant(string name, long seconds) => new(name, new LicenseValue.OfInstant(UnixTime.ToInstant(seconds)));
}
