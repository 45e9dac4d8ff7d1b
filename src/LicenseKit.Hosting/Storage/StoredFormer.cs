using LicenseKit.Freshness;
using LicenseKit.Licenses;
using LicenseKit.Protocol;
using LicenseKit.Stages;

namespace LicenseKit.Hosting.Storage;

/// <summary>A replaced version by which running sessions may still be judged, as it is stored.</summary>
/// <param name="License">The license of the link.</param>
/// <param name="Serial">Its serial.</param>
/// <param name="Sha256">Its content hash.</param>
/// <param name="ReplacedAt">Effective UTC seconds at which the newer version was taken.</param>
/// <param name="Starts">Where periods of constant allowance start, in UTC seconds, ascending.</param>
/// <param name="Seats">The allowance in each period, by kind and generic.</param>
internal sealed record StoredFormer(
    string License, long Serial, string Sha256, long ReplacedAt, IReadOnlyList<long> Starts, IReadOnlyList<IReadOnlyDictionary<string, long>> Seats)
{
    public static StoredFormer Of(FormerVersion former) => new(
        former.License,
        former.Version.Serial,
        former.Version.Sha256,
        former.ReplacedAt,
        former.Timeline.Starts.ToArray(),
        [.. Enumerable.Range(0, former.Timeline.Starts.Length).Select(i => former.Timeline.SeatsAt(i).All().ToDictionary(StringComparer.Ordinal))]);

    /// <exception cref="FormatException">The periods do not ascend.</exception>
    /// <exception cref="ArgumentException">A figure is none of an allowance.</exception>
    public FormerVersion Read()
    {
        if (Starts.Count != Seats.Count || Starts.Zip(Starts.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new FormatException("Its periods do not ascend.");
        }

        var seats = Seats.Select(s => new Seats(s.Where(k => k.Key != LicenseKit.Licenses.Seats.GenericName), s.GetValueOrDefault(LicenseKit.Licenses.Seats.GenericName)));
        return new(License, new LinkVersion(Serial, Sha256), Timeline.Of([.. Starts], [.. seats]), ReplacedAt);
    }
}
