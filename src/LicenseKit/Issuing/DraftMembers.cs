using System.Globalization;
using System.Text.Json;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>The members of one object of a draft; the first complaint wins, and what nobody asked for is a complaint at the end.</summary>
internal sealed class DraftMembers
{
    private static readonly string[] InstantForms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    private readonly JsonElement _object;
    private readonly string _path;
    private readonly DraftMembers? _outer;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private LicenseFault? _fault;

    public DraftMembers(JsonElement element, string path = "", DraftMembers? outer = null)
    {
        _object = element;
        _path = path;
        _outer = outer;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Report(Bad($"{(path.Length == 0 ? "The draft" : $"'{path}'")} is not a JSON object."));
        }
    }

    public static LicenseFault Bad(string message, string? value = null) =>
        new(FaultCode.BadDraft, message, "Correct the draft; its form is described in docs/drafts.md.", value);

    /// <summary>The complaint, if there is one, a member that nobody asked for included.</summary>
    public LicenseFault? Finish()
    {
        if (_fault is null && _object.ValueKind == JsonValueKind.Object
            && _object.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => !_taken.Contains(n)) is { } unknown)
        {
            Report(Bad($"The draft has a member '{_path}{Names.Shown(unknown)}' that it does not know.", Names.Shown(unknown)));
        }

        return _fault;
    }

    public T Refuse<T>(string name, string what, T otherwise)
    {
        Report(Bad($"'{_path}{Names.Shown(name)}' {what}."));
        return otherwise;
    }

    /// <summary>A member that is there and not null.</summary>
    public JsonElement? Take(string name)
    {
        _taken.Add(name);
        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public string? Text(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => Refuse<string?>(name, "is not a text", null),
    };

    public string? Raw(string name) => Take(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    public bool? Truth(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Refuse<bool?>(name, "is not true or false", null),
    };

    /// <summary>A count; "unlimited" or 1 000 000 000 means unlimited.</summary>
    public long? Count(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value when value.GetString() == "unlimited" => Limit.Unlimited,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var count) && count is >= 0 and <= Limit.UnlimitedOnWire => Limit.FromWire(count),
        _ => Refuse<long?>(name, "is not a whole number from 0 to 999999999 or \"unlimited\"", null),
    };

    /// <summary>Levels of servers below: a number, true for as many as allowed, false for none.</summary>
    public int Levels(string name) => Take(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => 0,
        { ValueKind: JsonValueKind.True } => ServerLicenseDraft.AsManyLevelsAsAllowed,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var levels) && levels is >= 0 and <= ServerLicenseClaims.MaxOem => levels,
        _ => Refuse(name, $"is not true, false or 0 to {ServerLicenseClaims.MaxOem}", 0),
    };

    public TimeSpan? Duration(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return text == "unlimited" ? TimeSpan.MaxValue
            : IsoDuration.Seconds(text) is { } seconds && seconds < UnixTime.Max ? TimeSpan.FromSeconds(seconds)
            : Refuse<TimeSpan?>(name, "is not an ISO 8601 duration of weeks, days and smaller, such as \"P90D\" or \"PT10M\"", null);
    }

    public DateTimeOffset? Instant(string name) => Take(name) is { } value ? Instant(name, value) : null;

    /// <summary>When a license starts: an instant, or as soon as seats are free.</summary>
    public (DateTimeOffset? At, bool WhenFree) Start() => Take("starts") is not { } value ? (null, false)
        : value.ValueKind == JsonValueKind.String && value.ValueEquals(DraftWriter.WhenFree) ? (null, true)
        : (Instant("starts", value), false);

    private DateTimeOffset? Instant(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            && instant >= DateTimeOffset.UnixEpoch
            ? instant
            : Refuse<DateTimeOffset?>(name, "is not an ISO 8601 instant with offset, such as \"2026-12-20T00:00:00Z\"", null);

    /// <summary>An object inside; false when it is not there.</summary>
    public bool Inner(string name, Action<DraftMembers> read)
    {
        if (Take(name) is not { } value)
        {
            return false;
        }

        Read(value, $"{_path}{name}.", read);
        return true;
    }

    public void List(string name, int max, Action<DraftMembers> read)
    {
        if (Take(name) is not { } value)
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > max)
        {
            Refuse(name, $"is not a list of at most {max}", 0);
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Read(item, string.Create(CultureInfo.InvariantCulture, $"{_path}{name}[{index++}]."), read);
        }
    }

    /// <summary>Every member of a map.</summary>
    public void Each(Action<string, JsonElement> read)
    {
        if (_object.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in _object.EnumerateObject())
            {
                read(member.Name, member.Value);
            }
        }
    }

    private void Read(JsonElement value, string path, Action<DraftMembers> read)
    {
        var inner = new DraftMembers(value, path, this);
        read(inner);
        inner.Finish();
    }

    private void Report(LicenseFault fault)
    {
        _fault ??= fault;
        _outer?.Report(fault);
    }
}
