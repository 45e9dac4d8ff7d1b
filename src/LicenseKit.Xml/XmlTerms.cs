using LicenseKit.Licenses;

namespace LicenseKit.Xml;

/// <summary>The parts that server and session licenses share, written and read in one place.</summary>
internal static class XmlTerms
{
    /// <summary>How XML writes a count without limit.</summary>
    public const string Unlimited = "unlimited";

    public static void WriteSeats(Seats seats, ElementWriter xml)
    {
        xml.Open("Seats");
        foreach (var kind in seats.Kinds)
        {
            xml.Count("Kind", seats[kind], kind);
        }

        xml.Count("Generic", seats.Generic);
        xml.Close("Seats");
    }

    public static void WriteStages(IReadOnlyList<Stage> stages, ElementWriter xml)
    {
        xml.Open("Stages");
        foreach (var stage in stages)
        {
            xml.Open("Stage", stage.Name);
            xml.Instant("From", stage.FromSeconds);
            xml.Instant("To", stage.ToSeconds);
            WriteSeats(stage.Seats, xml);
            xml.Close("Stage");
        }

        xml.Close("Stages");
    }

    public static void WriteFeatures(IReadOnlyDictionary<string, Feature> features, ElementWriter xml)
    {
        xml.Open("Features");
        foreach (var (name, feature) in features.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            xml.Open("Feature", name);
            if (feature.Until is { } until)
            {
                xml.Instant("Until", until);
            }

            if (feature.Limit is { } limit)
            {
                xml.Count("Limit", limit);
            }

            xml.Close("Feature");
        }

        xml.Close("Features");
    }

    public static void WriteExtensions(IReadOnlyDictionary<string, string> extensions, ElementWriter xml)
    {
        xml.Open("Extensions");
        foreach (var (name, value) in extensions.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            xml.Text("Extension", value, name);
        }

        xml.Close("Extensions");
    }

    /// <summary>The end of a license's content: the id of the issuer's license, and the bundle above.</summary>
    public static void WriteIssuer(string id, string? license, ElementWriter xml)
    {
        xml.Text("Issuer", id);
        if (license is not null)
        {
            xml.Text("IssuerLicense", license);
        }
    }

    /// <summary>The id of the issuer's license; from the bundle beside it the chain was opened.</summary>
    public static string ReadIssuer(ElementReader xml)
    {
        var id = xml.Text("Issuer");
        if (xml.Has("IssuerLicense"))
        {
            xml.Text("IssuerLicense");
        }

        return id;
    }

    public static Seats ReadSeats(ElementReader xml)
    {
        var kinds = new List<string>();
        var counts = new List<long>();
        xml.Open("Seats");
        while (xml.Has("Kind"))
        {
            var (kind, count) = xml.NamedText("Kind");
            MustRise(xml, kinds.Count > 0 ? kinds[^1] : null, kind);
            kinds.Add(kind);
            counts.Add(xml.Count("Kind", count));
        }

        var generic = xml.Count("Generic");
        xml.Close();
        return Seats.OfUsualKinds.WithSorted(kinds.ToArray(), counts.ToArray(), generic);
    }

    public static IReadOnlyList<Stage> ReadStages(ElementReader xml)
    {
        var stages = new List<Stage>();
        xml.Open("Stages");
        while (xml.Has("Stage"))
        {
            var name = xml.OpenNamed("Stage");
            stages.Add(new Stage(name, xml.Instant("From"), xml.Instant("To"), ReadSeats(xml)));
            xml.Close();
        }

        xml.Close();
        return stages;
    }

    public static IReadOnlyDictionary<string, Feature> ReadFeatures(ElementReader xml)
    {
        var features = new OrderedMap<Feature>();
        string? last = null;
        xml.Open("Features");
        while (xml.Has("Feature"))
        {
            var name = xml.OpenNamed("Feature");
            MustRise(xml, last, name);
            long? until = xml.Has("Until") ? xml.Instant("Until") : null;
            long? limit = xml.Has("Limit") ? xml.Count("Limit") : null;
            features.Append(name, new Feature(until, limit));
            last = name;
            xml.Close();
        }

        xml.Close();
        return features;
    }

    public static IReadOnlyDictionary<string, string> ReadExtensions(ElementReader xml)
    {
        var extensions = new OrderedMap<string>();
        string? last = null;
        xml.Open("Extensions");
        while (xml.Has("Extension"))
        {
            var (name, value) = xml.NamedText("Extension");
            MustRise(xml, last, name);
            extensions.Append(name, value);
            last = name;
        }

        xml.Close();
        return extensions;
    }

    private static void MustRise(ElementReader xml, string? last, string next)
    {
        if (last is not null && string.CompareOrdinal(last, next) >= 0)
        {
            xml.Refuse(FaultCode.NotCanonical, $"'{Names.Shown(next)}' comes twice or out of order; names must rise.", Names.Shown(next));
        }
    }
}
