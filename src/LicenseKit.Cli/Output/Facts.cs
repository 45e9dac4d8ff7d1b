using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>Everything that a license says but its stages, as facts in the order in which people ask.</summary>
internal static class Facts
{
    public static IEnumerable<Fact> Of(ServerLicenseClaims license) =>
    [
        new("id", license.Id),
        Fact.Figure("serial", license.Serial),
        new("client", license.Client),
        new("state", ServerLicenseWriter.Name(license.State)),
        .. SeatsOf(license.Seats),
        Fact.At("notBefore", license.NotBefore),
        Fact.At("expires", license.Expires),
        Fact.Length("grace", license.Grace),
        .. BindingOf(license.Binding),
        Fact.Figure("oem", license.Oem),
        Fact.Count("maxLicenses", license.MaxLicenses),
        Fact.Length("maxDuration", license.MaxDuration),
        Fact.Length("maxLease", license.MaxLease),
        Fact.Length("maxOffline", license.MaxOffline),
        new("overage", InspectForms.Overage(license.Overage)),
        .. license.Contact is { } contact ? (Fact[])[Fact.Length("contact.every", contact.Every), Fact.Length("contact.silence", contact.Silence)] : [],
        .. FeaturesOf(license.Features),
        .. license.Extensions.Select(e => new Fact($"ext.{e.Key}", e.Value)),
        new("product", license.Product),
        new("issuer", license.Issuer),
        .. license.ParentUrl is { } url ? (Fact[])[new("parentUrl", url)] : [],
        .. license.Parent is { } parent ? (Fact[])[new("parent.id", parent.Id), Fact.Figure("parent.serial", parent.Serial), new("parent.sha256", parent.Sha256)] : [],
        Fact.At("issuedAt", license.IssuedAt),
    ];

    public static IEnumerable<Fact> Of(SessionLicenseClaims license) =>
    [
        new("id", license.Id),
        Fact.Figure("serial", license.Serial),
        new("client", license.Client),
        new("serverUrl", license.ServerUrl),
        new("allocation", license.Allocation == Allocation.Reserved ? "reserved" : "shared"),
        .. SeatsOf(license.Seats),
        Fact.At("notBefore", license.NotBefore),
        Fact.At("expires", license.Expires),
        Fact.Length("maxLease", license.MaxLease),
        Fact.Length("maxBorrow", license.MaxBorrow),
        .. FeaturesOf(license.Features),
        .. license.Extensions.Select(e => new Fact($"ext.{e.Key}", e.Value)),
        new("product", license.Product),
        new("issuer", license.Issuer),
        Fact.At("issuedAt", license.IssuedAt),
    ];

    private static IEnumerable<Fact> SeatsOf(Seats seats) => seats.All().Select(s => Fact.Count($"seats.{s.Key}", s.Value));

    private static IEnumerable<Fact> BindingOf(Binding? binding) => binding switch
    {
        Binding.ToKey to => [new("binding.key", to.Key.X)],
        Binding.ToCode to => [new("binding.code", to.Code.ToString())],
        _ => [],
    };

    private static IEnumerable<Fact> FeaturesOf(IReadOnlyDictionary<string, Feature> features) =>
        features.Select(f => new Fact($"features.{f.Key}", (f.Value.Limit, f.Value.Until) switch
        {
            (null, null) => "given",
            ({ } limit, null) => $"limit {Seats.Text(limit)}",
            (null, { } until) => $"until {JsonForms.Instant(until)}",
            ({ } limit, { } until) => $"limit {Seats.Text(limit)} until {JsonForms.Instant(until)}",
        }));
}
