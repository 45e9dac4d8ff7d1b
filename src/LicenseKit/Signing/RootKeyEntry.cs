using System.Globalization;

namespace LicenseKit.Signing;

/// <summary>How a configuration or a command line names a root key: a file, and the period in which the key signs, <c>root2025.pub.pem,from=2025-01-01,to=2026-01-01</c>.</summary>
/// <remarks>Instants are a date (midnight UTC) or ISO 8601 with an offset, <c>2026-01-01T00:00:00Z</c>. The file is opened by who asks, and given to <c>Pin</c> as text.</remarks>
public sealed class RootKeyEntry
{
    private const string FromWord = "from=";
    private const string ToWord = "to=";

    private static readonly string[] InstantForms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK"];

    private RootKeyEntry(string file, DateTimeOffset? from, DateTimeOffset? to)
    {
        File = file;
        From = from;
        To = to;
    }

    /// <summary>The file of the public key, as it was named.</summary>
    public string File { get; }

    /// <summary>First instant at which the key signs; null = always before <see cref="To"/>.</summary>
    public DateTimeOffset? From { get; }

    /// <summary>First instant at which it no longer does; null = never.</summary>
    public DateTimeOffset? To { get; }

    /// <summary>Reads one entry; only <c>,from=</c> and <c>,to=</c> at its end are not part of the file's name. LK8004 when the period is none.</summary>
    public static Outcome<RootKeyEntry> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rest = text;
        DateTimeOffset? from = null;
        DateTimeOffset? to = null;
        while (rest.LastIndexOf(',') is var comma && comma >= 0 && IsPeriod(rest[(comma + 1)..].Trim()))
        {
            var part = rest[(comma + 1)..].Trim();
            var isFrom = part.StartsWith(FromWord, StringComparison.Ordinal);
            if ((isFrom ? from : to) is not null || Instant(part[(part.IndexOf('=') + 1)..]) is not { } at)
            {
                return Bad($"'{part}' of root key '{rest[..comma]}' is not an instant, or is said twice.");
            }

            from = isFrom ? at : from;
            to = isFrom ? to : at;
            rest = rest[..comma];
        }

        return rest.Trim().Length == 0 ? Bad("A root key names no file.")
            : from >= to ? Bad($"The period of root key '{rest}' ends before it begins.")
            : new RootKeyEntry(rest.Trim(), from, to);
    }

    /// <summary>Reads entries joined by <c>;</c> or <c>,</c>: a <c>from=</c> or <c>to=</c> belongs to the file before it.</summary>
    public static Outcome<RootKeyEntry[]> ReadList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var entries = new List<string>();
        foreach (var part in text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsPeriod(part) || entries.Count == 0)
            {
                entries.Add(part);
            }
            else
            {
                entries[^1] += "," + part;
            }
        }

        var read = new List<RootKeyEntry>();
        foreach (var entry in entries)
        {
            if (IsPeriod(entry) || !Read(entry).Is(out var key, out _))
            {
                return Read(entry).Fault ?? Bad($"'{entry}' stands before any root key.");
            }

            read.Add(key);
        }

        return read.ToArray();
    }

    /// <summary>The key of the file's text (SubjectPublicKeyInfo, PEM), pinned for the period; LK1008 when it is none.</summary>
    public Outcome<RootKey> Pin(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return PublicKey.TryParse(pem, out var key) ? Pin(key)
            : new LicenseFault(FaultCode.BadKey, $"'{File}' is not an Ed25519 public key (PEM).", "Give the vendor's root.pub.pem.");
    }

    /// <summary>A key that was read already, pinned for the period.</summary>
    public RootKey Pin(PublicKey key) => new(key, From, To);

    private static bool IsPeriod(string part) => part.StartsWith(FromWord, StringComparison.Ordinal) || part.StartsWith(ToWord, StringComparison.Ordinal);

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            && (text.Length == 10 || text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10) && instant >= DateTimeOffset.UnixEpoch
            ? instant
            : null;

    private static LicenseFault Bad(string message) => new(FaultCode.Configuration, message, "Write FILE, or FILE,from=2025-01-01,to=2026-01-01 with one of the two or both.");
}
