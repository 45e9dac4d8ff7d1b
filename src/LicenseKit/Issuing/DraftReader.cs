using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LicenseKit.Issuing.Drafts;

namespace LicenseKit.Issuing;

/// <summary>Reads drafts as JSON by System.Text.Json: an unknown member, one that is given twice or has the wrong form is refused by its path. Comments are skipped.</summary>
public static class DraftReader
{
    /// <summary>Reads the draft of a server license; a draft that cannot be read is <see cref="FaultCode.BadDraft"/>.</summary>
    public static Outcome<ServerLicenseDraft> ReadServerLicense(string json) => Read(json, DraftJson.Readable.ServerLicenseDraft);

    /// <summary>Reads the draft of a session license; a draft that cannot be read is <see cref="FaultCode.BadDraft"/>.</summary>
    public static Outcome<SessionLicenseDraft> ReadSessionLicense(string json) => Read(json, DraftJson.Readable.SessionLicenseDraft);

    private static Outcome<T> Read<T>(string json, JsonTypeInfo<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, type) is { } draft ? draft : DraftFaults.NotAnObject;
        }
        catch (JsonException e)
        {
            return DraftFaults.Of(e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return DraftFaults.NotUnicode;
        }
    }
}
