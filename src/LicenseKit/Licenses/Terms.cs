using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>The parts that server and session licenses share, written and read in one place.</summary>
internal static class Terms
{
    public const long MaxCount = Limit.UnlimitedOnWire;
    public const int MaxExtensions = 64;
    public const int MaxExtensionBytes = 16 * 1024;

    public static void WriteJwk(PublicKey key, CanonicalWriter json)
    {
        json.Open("jwk"u8);
        json.Member("crv"u8, "Ed25519");
        json.Member("kty"u8, "OKP");
        json.Member("x"u8, key.X);
        json.Close();
    }

    public static void WriteExtensions(IReadOnlyDictionary<string, string> extensions, CanonicalWriter json)
    {
        json.Open("ext"u8);
        foreach (var (name, value) in InOrder(extensions))
        {
            json.Member(name, value);
        }

        json.Close();
    }

    public static void WriteFeatures(IReadOnlyDictionary<string, Feature> features, CanonicalWriter json)
    {
        json.Open("features"u8);
        foreach (var (name, feature) in InOrder(features))
        {
            json.Open(name);
            if (feature.Limit is { } limit)
            {
                json.Member("limit"u8, Limit.ToWire(limit));
            }

            if (feature.Until is { } until)
            {
                json.Member("until"u8, until);
            }

            json.Close();
        }

        json.Close();
    }

    public static void WriteSeats(Seats seats, CanonicalWriter json)
    {
        json.Open("seats"u8);
        var kinds = seats.Kinds;
        var generic = 0;
        while (generic < kinds.Count && string.CompareOrdinal(kinds[generic], Seats.GenericName) < 0)
        {
            generic++;
        }

        for (var i = 0; i <= kinds.Count; i++)
        {
            if (i == generic)
            {
                json.Member(Seats.GenericName, Limit.ToWire(seats.Generic));
            }

            if (i < kinds.Count)
            {
                json.Member(kinds[i], Limit.ToWire(seats[kinds[i]]));
            }
        }

        json.Close();
    }

    public static void WriteStages(IReadOnlyList<Stage> stages, CanonicalWriter json)
    {
        json.Open("stages"u8, '[');
        foreach (var stage in stages)
        {
            json.Open();
            json.Member("from"u8, stage.FromSeconds);
            json.Member("name"u8, stage.Name);
            WriteSeats(stage.Seats, json);
            json.Member("to"u8, stage.ToSeconds);
            json.Close();
        }

        json.Close(']');
    }

    public static PublicKey? ReadJwk(ref StrictReader json)
    {
        json.Open("jwk"u8);
        var curve = json.Word("crv"u8);
        var type = json.Word("kty"u8);
        var x = json.Word("x"u8);
        json.Close();
        if (json.Fault is null && curve.SequenceEqual("Ed25519"u8) && type.SequenceEqual("OKP"u8) && PublicKey.TryReadX(x, out var key))
        {
            return key;
        }

        json.Refuse(FaultCode.BadKey, "The holder key is not an Ed25519 key of 32 canonical bytes that is not of small order.", Names.Shown(x));
        return null;
    }

    public static IReadOnlyDictionary<string, string> ReadExtensions(ref StrictReader json)
    {
        json.Open("ext"u8);
        var extensions = OrderedMap<string>.Empty;
        var bytes = 0;
        string? name = null;
        while (json.TryName(ref name))
        {
            var value = json.TextValue();
            bytes += Encoding.UTF8.GetByteCount(name!) + Encoding.UTF8.GetByteCount(value);
            extensions = extensions.Count == 0 ? new() : extensions;
            extensions.Append(name!, value);
            if ((SignedText.Objection(name!) ?? SignedText.Objection(value)) is { } objection)
            {
                json.Refuse(FaultCode.BadText, $"Entry '{Names.Shown(name!)}' of 'ext' {objection}.", Names.Shown(name!));
            }

            if (extensions.Count > MaxExtensions || bytes > MaxExtensionBytes)
            {
                json.Refuse(FaultCode.OutOfRange, $"'ext' has {extensions.Count} entries and {bytes} bytes so far; at most {MaxExtensions} and {MaxExtensionBytes} are allowed.");
            }
        }

        json.Close();
        return extensions;
    }

    public static IReadOnlyDictionary<string, Feature> ReadFeatures(ref StrictReader json)
    {
        json.Open("features"u8);
        var features = OrderedMap<Feature>.Empty;
        string? name = null;
        while (json.TryName(ref name))
        {
            json.Open();
            long? limit = json.Has("limit"u8) ? Limit.FromWire(json.Integer("limit"u8, 0, MaxCount)) : null;
            long? until = json.Has("until"u8) ? json.Integer("until"u8, 0, UnixTime.Max) : null;
            json.Close();
            features = features.Count == 0 ? new() : features;
            features.Append(name!, new Feature(until, limit));
            if (!Names.IsFeature(name!) || features.Count > Feature.Max)
            {
                json.Refuse(FaultCode.OutOfRange, $"Feature '{Names.Shown(name!)}' has a malformed name, or is one of more than {Feature.Max}.");
            }
        }

        json.Close();
        return features;
    }

    /// <summary>Seats by kind.</summary>
    /// <param name="json">The reader, before the member.</param>
    /// <param name="like">Seats that probably name the same kinds: then the names are shared.</param>
    public static Seats ReadSeats(ref StrictReader json, Seats? like = null)
    {
        json.Open("seats"u8);
        like ??= Seats.OfUsualKinds;
        var kinds = default(KindNames);
        Span<long> counts = stackalloc long[Seats.MaxKinds];
        var read = 0;
        long? generic = null;
        string? name = null;
        while (json.TryName(ref name, like.NameAt(read, generic is null)))
        {
            var count = Limit.FromWire(json.IntegerValue(name!, 0, MaxCount));
            if (name == Seats.GenericName)
            {
                generic = count;
                continue;
            }

            if (!Names.IsKind(name!) || read == Seats.MaxKinds)
            {
                json.Refuse(FaultCode.OutOfRange, $"Seat kind '{Names.Shown(name!)}' has a malformed name, or is one of more than {Seats.MaxKinds}.");
                break;
            }

            (kinds[read], counts[read++]) = (name!, count);
        }

        json.Close();
        if (generic is null)
        {
            json.Refuse(FaultCode.MissingMember, "Member 'generic' of 'seats' is missing.", Seats.GenericName);
        }

        return like.WithSorted(kinds[..read], counts[..read], generic ?? 0);
    }

    public static IReadOnlyList<Stage> ReadStages(ref StrictReader json, Seats baseSeats)
    {
        json.OpenArray("stages"u8);
        var stages = new List<Stage>();
        while (json.AtElement())
        {
            json.Open();
            var from = json.Integer("from"u8, 0, UnixTime.Max);
            var name = json.Text("name"u8);
            var seats = ReadSeats(ref json, baseSeats);
            var to = json.Integer("to"u8, 0, UnixTime.Max);
            json.Close();
            if (SignedText.NameObjection(name, min: 0) is { } objection)
            {
                json.Refuse(FaultCode.BadText, $"The stage name '{Names.Shown(name)}' {objection}.");
            }
            else if (to <= from || (stages.Count > 0 && from < stages[^1].ToSeconds) || stages.Count == Stage.Max || !seats.HasSameKinds(baseSeats))
            {
                json.Refuse(FaultCode.BadStages,
                    $"Stage '{name}' from {from} to {to} is empty, unsorted, overlapping, one of more than {Stage.Max}, or of other kinds than the base.", name);
            }

            stages.Add(new Stage(name, from, to, seats));
        }

        json.CloseArray();
        return stages;
    }

    [InlineArray(Seats.MaxKinds)]
    [SuppressMessage("Style", "IDE0044", Justification = "An inline array is written through its indexer.")]
    private struct KindNames
    {
        private string _first;
    }

    /// <summary>Members as RFC 8785 sorts them; what a reader made is sorted already.</summary>
    private static IEnumerable<KeyValuePair<string, T>> InOrder<T>(IReadOnlyDictionary<string, T> map) =>
        map is OrderedMap<T> ? map : map.OrderBy(m => m.Key, StringComparer.Ordinal);
}
