using System.Text.Json;
using LicenseKit.Issuing.Drafts;

namespace LicenseKit.Issuing;

/// <summary>Writes drafts as JSON, so that a draft can be kept beside what was issued from it.</summary>
public static class DraftWriter
{
    /// <summary>The draft of a server license; <see cref="DraftReader"/> reads it back.</summary>
    public static string Write(ServerLicenseDraft draft) => JsonSerializer.Serialize(draft, DraftJson.Readable.ServerLicenseDraft);

    /// <summary>The draft of a session license; <see cref="DraftReader"/> reads it back.</summary>
    public static string Write(SessionLicenseDraft draft) => JsonSerializer.Serialize(draft, DraftJson.Readable.SessionLicenseDraft);
}
