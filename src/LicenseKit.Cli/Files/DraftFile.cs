using System.Text.Json;
using LicenseKit.Issuing;

namespace LicenseKit.Cli.Files;

/// <summary>The draft of a server license, with the defaults of who signs it.</summary>
internal static class DraftFile
{
    public static Outcome<ServerLicenseDraft> Read(string path, bool forRoot)
    {
        if (!InputFile.ReadText(path, FaultCode.BadDraft).Is(out var text, out var fault) || !DraftReader.ReadServerLicense(text).Is(out var draft, out fault))
        {
            return fault;
        }

        if (forRoot)
        {
            // As 'init': perpetual and with all levels below, unless the draft says otherwise.
            draft.Duration ??= draft.Expires is null ? ServerLicenseDraft.AsLongAsIssuer : null;
            draft.Oem = Names(text, "oem") ? draft.Oem : ServerLicenseDraft.AsManyLevelsAsAllowed;
        }
        else if (string.IsNullOrEmpty(draft.ParentUrl))
        {
            return new LicenseFault(FaultCode.DraftValue, "The draft's 'parentUrl' is missing; the new server finds its parent there.", "Give the issuer's public URL.", "parentUrl");
        }

        return draft;
    }

    private static bool Names(string json, string member)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return document.RootElement.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null;
    }
}
