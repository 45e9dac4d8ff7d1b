using System.Collections.ObjectModel;
using System.Text.Json;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Wire;

/// <summary>What an app says of itself when it takes a seat, for operators: names and texts. Nothing is decided by them.</summary>
internal static class SessionLabels
{
    private const int MostLabels = 16;
    private const int MaxName = 32;

    /// <summary>Most characters of all labels together, as they are stored: JSON with everything but ASCII escaped.</summary>
    private const int MaxStored = 1024;

    /// <summary>What is expected, as the end of a sentence.</summary>
    public const string Form = "at most 16 labels, with names of 1-32 letters, digits, dots and dashes and printable texts on one line, 1,024 characters altogether";

    /// <summary>Why labels are not of the form, as the end of a sentence about them; null when they are.</summary>
    /// <param name="labels">The labels; null = none.</param>
    /// <param name="stored">The same as they are stored, see <see cref="Write"/>.</param>
    public static string? Objection(IReadOnlyDictionary<string, string>? labels, out string? stored)
    {
        stored = Write(labels);
        if (labels is null)
        {
            return null;
        }

        if (labels.Count > MostLabels)
        {
            return $"have {labels.Count} names";
        }

        foreach (var (name, text) in labels)
        {
            if (name.Length is 0 or > MaxName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            {
                return $"have the name '{Names.Shown(name)}'";
            }

            if (text is null) // JSON can say so, whatever the type says
            {
                return $"have no text of '{name}'";
            }

            if (PlainText.RemarkObjection(text, MaxStored) is { } objection)
            {
                return $"have a text of '{name}' that {objection}";
            }
        }

        return stored?.Length > MaxStored ? "are too long together" : null;
    }

    /// <summary>As they are stored; null when there are none.</summary>
    public static string? Write(IReadOnlyDictionary<string, string>? labels) =>
        labels is { Count: > 0 } ? JsonSerializer.Serialize(labels, WireJson.Default.IReadOnlyDictionaryStringString) : null;

    /// <summary>Stored labels; what another version stored in another form is shown as one.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? stored)
    {
        if (stored is null)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        try
        {
            return JsonSerializer.Deserialize(stored, WireJson.Default.IReadOnlyDictionaryStringString) ?? ReadOnlyDictionary<string, string>.Empty;
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal) { ["labels"] = stored };
        }
    }
}
