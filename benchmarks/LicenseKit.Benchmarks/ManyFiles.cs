using System.Diagnostics;
using System.Globalization;
using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Benchmarks;

/// <summary>A folder of different license files for the command line, and the time that their bare signatures cost.</summary>
internal static class ManyFiles
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes <c>root.pub.pem</c> and so many files of a Master and <paramref name="links"/> - 1 servers, the last one of which differs from file to file.</summary>
    public static int Make(string folder, int count, int links)
    {
        Directory.CreateDirectory(folder);
        using var root = SigningKey.Create();
        File.WriteAllText(Path.Combine(folder, "root.pub.pem"), root.PublicKey.ToPem());
        var reader = new ChainReader(LicenseFile.Product, [new RootKey(root.PublicKey)]);
        Chain? above = null;
        var signer = root;
        for (var level = 0; level < links - 1; level++)
        {
            var holder = SigningKey.Create();
            above = Read(reader, above, Link(above, root, signer, holder, links - level, level));
            signer = holder;
        }

        using var last = SigningKey.Create();
        for (var i = 0; i < count; i++)
        {
            var chain = Read(reader, above, Link(above, root, signer, last, 1, i));
            File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i:00000}.lic")), chain.ToBundle());
        }

        return 0;
    }

    /// <summary>Prints the milliseconds in which one thread verifies every signature of the folder's files, with all bytes at hand.</summary>
    public static int TimeSignatures(string folder)
    {
        var root = RootKey.Parse(File.ReadAllText(Path.Combine(folder, "root.pub.pem")));
        var reader = new ChainReader(LicenseFile.Product, [root]);
        var links = new List<RawLink>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.lic"))
        {
            var chain = reader.Read(File.ReadAllBytes(file)).Value!;
            links.AddRange(chain.Links.Select((link, i) => RawLink.Of(link.Jws, i == 0 ? root.Key : chain.HolderOf(i - 1)!)));
        }

        for (var i = 0; i < Math.Min(100, links.Count); i++)
        {
            links[i].Verify();
        }

        var start = Stopwatch.GetTimestamp();
        var good = links.Count(l => l.Verify());
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture));
        return good == links.Count ? 0 : 1;
    }

    private static Chain Read(ChainReader reader, Chain? above, string link) =>
        reader.Read(above?.ToBundle(below: [link]) ?? Bundle.Write([link], [])).Is(out var chain, out var fault) ? chain : throw new InvalidOperationException(fault.ToString());

    private static string Link(Chain? above, SigningKey root, SigningKey signer, SigningKey holder, int levels, int number)
    {
        var parent = above?.Leaf;
        var start = UnixTime.Of(Start);
        return ServerLicenseWriter.Sign(new ServerLicenseClaims
        {
            Product = LicenseFile.Product,
            Id = string.Create(CultureInfo.InvariantCulture, $"lic-{levels}-{number:00000}-kq0ZQkS9"),
            Issuer = parent?.Id ?? root.PublicKey.Thumbprint,
            IssuedAt = start,
            NotBefore = start,
            Expires = start + (365 * 86_400),
            Binding = new Binding.ToKey(holder.PublicKey),
            Client = string.Create(CultureInfo.InvariantCulture, $"Initech Automation {number}"),
            Contact = parent is null ? null : new Contact(3600, 14 * 86_400),
            MaxDuration = 90 * 86_400,
            MaxLease = 86_400,
            MaxLicenses = 100,
            MaxOffline = 30 * 86_400,
            Oem = levels - 1,
            Overage = Overage.Finish,
            Parent = parent?.AsParent(),
            ParentUrl = parent is null ? null : "https://licenses.acme.example/robot",
            Seats = Allowance(1),
            Serial = 3,
            Stages = [new Stage("Quarter end", start + (110 * 86_400), start + (126 * 86_400), Allowance(2))],
        }, signer);
    }

    private static Seats Allowance(int times) => new([new("developer", 5 * times), new("execution", 20 * times)], 3);
}
