using LicenseKit.Licenses;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Bulk;

/// <summary>The columns of bulk files, in the order of the forms.</summary>
internal static class BulkColumns
{
    public static IReadOnlyList<BulkColumn> OfServer { get; } =
    [
        new("parentUrl", ("", ""), BulkCell.Text,
            "Server URL: where the new server finds this one. This server’s public address unless given."),
        new("maxDuration", ("P90D", ""), BulkCell.Text,
            "Max Duration: the longest session license, such as P90D, or unlimited. As this server’s unless given."),
        new("oem", ("true", ""), BulkCell.Value,
            "Generate OEM License: true for as many levels as this server may give, false, or a number of levels. false unless given."),
        new("suppressPings", ("false", ""), BulkCell.Value,
            "Suppress Pings: true for a server that never contacts this one; it needs licenseCode. false unless given."),
        new("licenseCode", ("", ""), BulkCell.Text,
            "Preactivate License: the License Code of the installation. The first one with the file activates it unless given."),
        new("maxLicenses", ("10", ""), BulkCell.Value, "Max Licenses: a whole number, or unlimited. As this server’s unless given."),
        new("grace", ("P7D", ""), BulkCell.Text, "How long sessions are still served after the end, such as P7D. Not at all unless given."),
        new("features", ("", ""), BulkCell.Names, "Names of features, separated by spaces or semicolons. None unless given."),
    ];

    public static IReadOnlyList<BulkColumn> OfSession { get; } =
    [
        new("serverUrl", ("", ""), BulkCell.Text, "Server URL: where apps reach this server. Its public address unless given."),
        new("allocation", ("reserved", ""), BulkCell.Text,
            "shared: the numbers are a cap. reserved: the seats are kept for it. shared unless given."),
        new("maxLease", ("PT5M", ""), BulkCell.Text, "Lease: how long a seat is given at a time. PT10M unless given."),
        new("features", ("", ""), BulkCell.Names,
            "Names of features, separated by spaces or semicolons. All of this server’s unless given."),
    ];

    /// <summary>What both types have.</summary>
    /// <param name="kinds">The kinds of seats that have a column.</param>
    /// <param name="day">A day for the template.</param>
    public static IEnumerable<BulkColumn> First(IEnumerable<string> kinds, string day) =>
    [
        new("client", ("Example GmbH", "Example Ltd"), BulkCell.Text, "Client Name: whom it is for. Required."),
        .. kinds.Select(SeatsOf),
        new("duration", ("P30D", ""), BulkCell.Text,
            "P1Y, P90D and the like, or issuer for as long as this server may give. Either this or expires."),
        new("expires", ("", day), BulkCell.End,
            $"The first day after it, such as {day}, from 00:00 UTC, or an instant. Either this or duration."),
    ];

    private static BulkColumn SeatsOf(string kind) => kind == Seats.GenericName
        ? new(kind, ("0", ""), BulkCell.Value, "Generic Users: seats that serve any kind. A whole number, or unlimited.") { IsSeats = true }
        : new(kind, ("1", "1"), BulkCell.Value, $"{Say.Users(kind)}: a whole number, or unlimited.") { IsSeats = true };
}
