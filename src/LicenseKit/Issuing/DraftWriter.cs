using System.Text;
using System.Text.Json;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>Writes drafts as JSON, so that a draft can be kept beside what was issued from it.</summary>
public static class DraftWriter
{
    /// <summary>The start of a license that waits for free seats.</summary>
    internal const string WhenFree = "when-free";

    /// <summary>The draft of a server license; <see cref="DraftReader"/> reads it back.</summary>
    public static string Write(ServerLicenseDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Json(json =>
        {
            json.WriteString("client", draft.Client);
            Text(json, "parentUrl", draft.ParentUrl);
            Seats(json, draft.Seats, draft.Generic);
            Stages(json, draft.Stages);
            Period(json, draft.Starts, draft.WhenFree, draft.Expires, draft.Duration);
            Duration(json, "grace", draft.Grace);
            if (draft.Oem == ServerLicenseDraft.AsManyLevelsAsAllowed)
            {
                json.WriteBoolean("oem", true);
            }
            else
            {
                json.WriteNumber("oem", draft.Oem);
            }

            json.WriteBoolean("suppressPings", draft.SuppressPings);
            if (draft.Every is not null || draft.Silence is not null)
            {
                json.WriteStartObject("contact");
                Duration(json, "every", draft.Every);
                Duration(json, "silence", draft.Silence);
                json.WriteEndObject();
            }

            Text(json, "licenseCode", draft.LicenseCode);
            Text(json, "request", draft.Request);
            Duration(json, "maxDuration", draft.MaxDuration);
            Duration(json, "maxLease", draft.MaxLease);
            Duration(json, "maxOffline", draft.MaxOffline);
            if (draft.MaxLicenses is { } licenses)
            {
                Count(json, "maxLicenses", licenses);
            }

            Overage(json, draft.Overage);
            Extras(json, draft.Features, draft.Extensions);
        });
    }

    /// <summary>The draft of a session license.</summary>
    public static string Write(SessionLicenseDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Json(json =>
        {
            json.WriteString("client", draft.Client);
            Text(json, "serverUrl", draft.ServerUrl);
            Seats(json, draft.Seats, draft.Generic);
            Stages(json, draft.Stages);
            Period(json, draft.Starts, draft.WhenFree, draft.Expires, draft.Duration);
            json.WriteString("allocation", draft.Allocation == Allocation.Reserved ? "reserved" : "shared");
            Duration(json, "maxLease", draft.MaxLease);
            Duration(json, "maxBorrow", draft.MaxBorrow);
            Extras(json, draft.Features, draft.Extensions);
        });
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Period(Utf8JsonWriter json, DateTimeOffset? starts, bool whenFree, DateTimeOffset? expires, string? duration)
    {
        Instant(json, "starts", starts);
        Text(json, "starts", whenFree ? WhenFree : null);
        Instant(json, "expires", expires);
        Text(json, "duration", duration);
    }

    private static void Seats(Utf8JsonWriter json, IDictionary<string, long> seats, long generic)
    {
        json.WriteStartObject("seats");
        foreach (var (kind, count) in seats)
        {
            Count(json, kind, count);
        }

        Count(json, Licenses.Seats.GenericName, generic);
        json.WriteEndObject();
    }

    private static void Stages(Utf8JsonWriter json, IList<StageDraft> stages)
    {
        json.WriteStartArray("stages");
        foreach (var stage in stages)
        {
            json.WriteStartObject();
            json.WriteString("name", stage.Name);
            Instant(json, "from", stage.From);
            Instant(json, "to", stage.To);
            json.WriteStartObject("seats");
            foreach (var (kind, count) in stage.Seats)
            {
                if (count.IsRelative)
                {
                    json.WriteString(kind, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count.Amount:+0;-0;+0}"));
                }
                else
                {
                    Count(json, kind, count.Amount);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Overage(Utf8JsonWriter json, Overage? overage)
    {
        if (overage is { Mode: OverageMode.Deadline })
        {
            json.WriteStartObject("overage");
            json.WriteString("deadline", Shown.Duration(overage.Seconds));
            json.WriteEndObject();
        }
        else if (overage is not null)
        {
            json.WriteString("overage", ServerLicenseWriter.Name(overage.Mode));
        }
    }

    private static void Extras(Utf8JsonWriter json, IDictionary<string, Feature> features, IDictionary<string, string> extensions)
    {
        json.WriteStartObject("features");
        foreach (var (name, feature) in features)
        {
            json.WriteStartObject(name);
            Instant(json, "until", feature.Until is { } until ? UnixTime.ToInstant(until) : null);
            if (feature.Limit is { } limit)
            {
                Count(json, "limit", limit);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("ext");
        foreach (var (name, value) in extensions)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            json.WriteString(name, UnixTime.ToInstant(UnixTime.Of(instant)).ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static void Duration(Utf8JsonWriter json, string name, TimeSpan? value)
    {
        if (value is { } duration)
        {
            json.WriteString(name, duration == TimeSpan.MaxValue ? "unlimited" : IsoDuration.Text(duration));
        }
    }

    private static void Count(Utf8JsonWriter json, string name, long count)
    {
        if (count == Limit.Unlimited)
        {
            json.WriteString(name, "unlimited");
        }
        else
        {
            json.WriteNumber(name, count);
        }
    }
}
