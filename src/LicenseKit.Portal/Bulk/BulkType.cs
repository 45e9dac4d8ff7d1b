using LicenseKit.Hosting;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Components;
using LicenseKit.Portal.Web;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Bulk;

/// <summary>The type of the licenses that a bulk file is for: its columns, and how its drafts are read.</summary>
internal sealed class BulkType
{
    private readonly Func<string, Outcome<LicenseChange>> _read;

    private BulkType(string type, Func<string, Outcome<LicenseChange>> read, IReadOnlyList<BulkColumn> columns)
    {
        (Type, _read, Columns) = (type, read, columns);
    }

    /// <summary><c>server</c> or <c>session</c>.</summary>
    public string Type { get; }

    /// <summary>The path of the list below the portal.</summary>
    public string Path => LicensePaths.Of(Type);

    public PortalTab Tab => PortalTab.Of(Type);

    /// <summary>All that a file may have, in the order of the template.</summary>
    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>The column with this name, in any letter case; null when there is none.</summary>
    public BulkColumn? Find(string name) => Columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The change that issues a license by a draft in JSON.</summary>
    public Outcome<LicenseChange> Read(string json) => _read(json);

    /// <summary>The columns of a server: its seats are those that its own license has at any time.</summary>
    public static BulkType Of(string type, ILicenseServer server)
    {
        var own = server.Held?.Leaf;
        var kinds = Say.InOrder((own?.Stages.SelectMany(s => s.Seats.Kinds) ?? []).Concat(own?.Seats.Kinds ?? [])
            .Concat(["developer", "execution", Seats.GenericName]).Distinct(StringComparer.Ordinal));
        var nextYear = Day.Text(server.ClockStatus.Now.AddYears(1));
        return type == "server"
            ? new(type, ReadServer, [.. BulkColumns.First(kinds, nextYear), .. BulkColumns.OfServer])
            : new(type, ReadSession, [.. BulkColumns.First(kinds, nextYear), .. BulkColumns.OfSession]);
    }

    private static Outcome<LicenseChange> ReadServer(string json) =>
        DraftReader.ReadServerLicense(json).Is(out var draft, out var fault) ? LicenseChange.Issue(draft) : fault;

    private static Outcome<LicenseChange> ReadSession(string json) =>
        DraftReader.ReadSessionLicense(json).Is(out var draft, out var fault) ? LicenseChange.Issue(draft) : fault;
}
