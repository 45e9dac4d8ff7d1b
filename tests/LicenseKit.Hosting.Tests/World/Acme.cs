using System.Text;
using LicenseKit.Hosting.Files;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;
using LicenseKit.Chains;

namespace LicenseKit.Hosting.Tests;

/// <summary>The vendor of every test: its root key, its Master license, its usual drafts.</summary>
internal static class Acme
{
    public const string Product = "acme.robot";

    public static readonly DateTimeOffset Start = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public static readonly SigningKey Root = SigningKey.FromSeed([.. Enumerable.Repeat((byte)200, 32)]);

    public static readonly RootKey RootKey = new(Root.PublicKey);

    /// <summary>What every Master license gives beside seats.</summary>
    private static readonly Dictionary<string, Feature> Features = new(StringComparer.Ordinal) { ["vision"] = new(null, null) };

    public static readonly Verifier Verifier = new(Product, RootKey);

    public static Seats Seats(long developer, long execution = 0, long generic = 0) => new([new("developer", developer), new("execution", execution)], generic);

    /// <summary>The public key of the installation that has, or will have, this data folder.</summary>
    public static PublicKey KeyOf(string dataFolder)
    {
        using var folder = DataFolder.Open(dataFolder, Product);
        return folder.Key.PublicKey;
    }

    /// <summary>A Master license file for the installation of a data folder.</summary>
    public static string Master(TempFolder temp, string dataFolder, Seats? seats = null, SigningKey? root = null)
    {
        return temp.Write("master.lic", Master(KeyOf(dataFolder), seats ?? Seats(10, 20, 5), root ?? Root));
    }

    /// <summary>A Master license for the holder of a key.</summary>
    public static byte[] Master(PublicKey holder, Seats seats, SigningKey? root = null)
    {
        var signer = root ?? Root;
        var claims = MasterLicense.Claims(signer.PublicKey, holder, Product, "Acme", seats, "M-" + Guid.NewGuid().ToString("N"), Start).Good();
        return MasterLicense.Sign(claims with { Features = Features }, signer).Good();
    }

    /// <summary>The second version of a Master license, which ends at an instant.</summary>
    public static byte[] NextMaster(string id, PublicKey holder, Seats seats, DateTimeOffset end)
    {
        var claims = MasterLicense.Claims(Root.PublicKey, holder, Product, "Acme", seats, id, Start).Good();
        return MasterLicense.Sign(claims with { Serial = 2, Expires = end.ToUnixTimeSeconds() }, Root).Good();
    }

    /// <summary>An online child that pings every ten seconds and lasts as long as its parent.</summary>
    public static ServerLicenseDraft Child(string client = "Initech", long developer = 3, Action<ServerLicenseDraft>? change = null)
    {
        var draft = new ServerLicenseDraft
        {
            Client = client,
            Seats = { ["developer"] = developer },
            Duration = ServerLicenseDraft.AsLongAsIssuer,
            Contact = { Every = TimeSpan.FromSeconds(10), Silence = TimeSpan.FromDays(1) },
        };
        change?.Invoke(draft);
        return draft;
    }

    /// <summary>A shared session license as large as wanted.</summary>
    public static SessionLicenseDraft Team(long developer = 10, Action<SessionLicenseDraft>? change = null)
    {
        var draft = new SessionLicenseDraft { Client = "Team", Seats = { ["developer"] = developer, ["execution"] = 20 }, Duration = "P30D", ServerUrl = "https://licenses.example" };
        change?.Invoke(draft);
        return draft;
    }

    /// <summary>The session license inside an app's file: the last link.</summary>
    public static string SessionJws(byte[] file)
    {
        using var json = System.Text.Json.JsonDocument.Parse(file);
        return json.RootElement.GetProperty("chain").EnumerateArray().Last().GetString()!;
    }

    public static T Good<T>(this Outcome<T> outcome)
        where T : class => outcome.Value ?? throw new InvalidOperationException(outcome.Fault!.ToString());

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
