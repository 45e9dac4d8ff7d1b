using System.Globalization;
using System.Text.Json;
using LicenseKit.Licenses;
using LicenseKit.Stages;

namespace LicenseKit.Issuing;

/// <summary>Reads drafts as JSON: the form's fields by name, unknown members refused, every complaint with its member.</summary>
public static class DraftReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    /// <summary>Reads the draft of a server license.</summary>
    public static Outcome<ServerLicenseDraft> ReadServerLicense(string json) => Read(json, ServerLicense);

    /// <summary>Reads the draft of a session license.</summary>
    public static Outcome<SessionLicenseDraft> ReadSessionLicense(string json) => Read(json, SessionLicense);

    private static Outcome<T> Read<T>(string json, Func<DraftMembers, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var members = new DraftMembers(document.RootElement);
            var draft = read(members);
            return members.Finish() is { } fault ? fault : draft;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return DraftMembers.Bad($"The draft is not JSON: {(e is JsonException json2 ? $"line {json2.LineNumber + 1}" : "an unpaired surrogate or a double member")}.");
        }
    }

    private static ServerLicenseDraft ServerLicense(DraftMembers members)
    {
        var draft = new ServerLicenseDraft
        {
            Client = members.Text("client") ?? "",
            ParentUrl = members.Text("parentUrl"),
            Expires = members.Instant("expires"),
            Duration = members.Text("duration"),
            Grace = members.Duration("grace") ?? TimeSpan.Zero,
            SuppressPings = members.Truth("suppressPings") ?? false,
            LicenseCode = members.Text("licenseCode"),
            Request = members.Raw("request"),
            MaxDuration = members.Duration("maxDuration"),
            MaxLease = members.Duration("maxLease"),
            MaxOffline = members.Duration("maxOffline"),
            MaxLicenses = members.Count("maxLicenses"),
            Oem = members.Levels("oem"),
            Overage = members.Take("overage") is { } overage ? Overage(members, overage) : null,
        };
        (draft.Starts, draft.WhenFree) = members.Start();
        members.Inner("contact", contact =>
        {
            draft.Every = contact.Duration("every");
            draft.Silence = contact.Duration("silence");
        });
        draft.Generic = Seats(members, draft.Seats);
        Stages(members, draft.Stages);
        Features(members, draft.Features);
        members.Inner("ext", ext => ext.Each((name, _) => draft.Extensions[name] = ext.Text(name) ?? ""));
        return draft;
    }

    private static SessionLicenseDraft SessionLicense(DraftMembers members)
    {
        var draft = new SessionLicenseDraft
        {
            Client = members.Text("client") ?? "",
            ServerUrl = members.Text("serverUrl"),
            Expires = members.Instant("expires"),
            Duration = members.Text("duration"),
            MaxLease = members.Duration("maxLease") ?? TimeSpan.FromMinutes(10),
            MaxBorrow = members.Duration("maxBorrow") ?? TimeSpan.Zero,
            Allocation = members.Text("allocation") switch
            {
                null or "shared" => Allocation.Shared,
                "reserved" => Allocation.Reserved,
                var other => members.Refuse("allocation", $"is '{Names.Shown(other)}'; it must be \"shared\" or \"reserved\"", Allocation.Shared),
            },
        };
        (draft.Starts, draft.WhenFree) = members.Start();
        draft.Generic = Seats(members, draft.Seats);
        Stages(members, draft.Stages);
        Features(members, draft.Features);
        members.Inner("ext", ext => ext.Each((name, _) => draft.Extensions[name] = ext.Text(name) ?? ""));
        return draft;
    }

    private static long Seats(DraftMembers members, IDictionary<string, long> seats)
    {
        var generic = 0L;
        if (!members.Inner("seats", inner => inner.Each((kind, _) =>
        {
            var count = inner.Count(kind) ?? 0;
            if (kind == Licenses.Seats.GenericName)
            {
                generic = count;
            }
            else if (!Names.IsKind(kind) || seats.Count == Licenses.Seats.MaxKinds)
            {
                inner.Refuse(kind, $"is no seat kind (small letters, digits and dashes, at most 32, at most {Licenses.Seats.MaxKinds} kinds)", 0);
            }
            else
            {
                seats[kind] = count;
            }
        })))
        {
            members.Refuse("seats", "is missing; name at least one kind", 0);
        }

        return generic;
    }

    private static void Stages(DraftMembers members, IList<StageDraft> stages)
    {
        members.List("stages", Stage.Max, stage =>
        {
            var counts = new Dictionary<string, StageCount>(StringComparer.Ordinal);
            var name = stage.Text("name") ?? "";
            var from = stage.Instant("from") ?? stage.Refuse("from", "is missing", DateTimeOffset.UnixEpoch);
            var to = stage.Instant("to") ?? stage.Refuse("to", "is missing", DateTimeOffset.UnixEpoch);
            stage.Inner("seats", inner => inner.Each((kind, value) => counts[kind] = Count(inner, kind, value)));
            stages.Add(new StageDraft { Name = name, From = from, To = to, Seats = counts });
        });
    }

    private static StageCount Count(DraftMembers members, string kind, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 1 } text && text[0] is '+' or '-')
        {
            var relative = value.GetString()!;
            members.Take(kind);
            return long.TryParse(relative, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var difference) && difference is > -Limit.UnlimitedOnWire and < Limit.UnlimitedOnWire
                ? StageCount.By(difference)
                : members.Refuse(kind, $"is '{Names.Shown(relative)}'; a relative count is a sign and digits", StageCount.By(0));
        }

        return StageCount.Exactly(members.Count(kind) ?? (value.ValueKind == JsonValueKind.Null ? members.Refuse(kind, "is null; leave out what does not change", 0L) : 0));
    }

    private static void Features(DraftMembers members, IDictionary<string, Feature> features) =>
        members.Inner("features", inner => inner.Each((name, _) => inner.Inner(name, feature =>
        {
            var until = feature.Instant("until");
            features[name] = new Feature(until is { } instant ? UnixTime.Of(instant) : null, feature.Count("limit"));
            if (!Names.IsFeature(name))
            {
                inner.Refuse(name, "is no feature name (letters, digits, dots, dashes and underscores, at most 64)", 0);
            }
        })));

    private static Overage? Overage(DraftMembers members, JsonElement overage)
    {
        if (overage.ValueKind == JsonValueKind.String)
        {
            switch (overage.GetString())
            {
                case "finish":
                    return Licenses.Overage.Finish;
                case "end":
                    return Licenses.Overage.End;
            }
        }
        else if (overage.ValueKind == JsonValueKind.Object && overage.EnumerateObject().Count() == 1 && overage.TryGetProperty("deadline"u8, out var deadline) && deadline.ValueKind == JsonValueKind.String
            && IsoDuration.Seconds(deadline.GetString()!) is { } seconds)
        {
            return new(OverageMode.Deadline, seconds);
        }

        return members.Refuse<Overage?>("overage", "is not \"finish\", \"end\" or {\"deadline\":\"PT15M\"}", null);
    }
}
