using System.Text.Json;

namespace LicenseKit.Licenses;

/// <summary>The form of a message, whatever its members: that of RFC 8785, with whole numbers and with texts that a document may carry.</summary>
internal static class MessageForm
{
    private const long MaxInteger = (1L << 53) - 1;

    /// <summary>True when JSON that was read is written again with the same bytes.</summary>
    public static bool Is(JsonElement read, ReadOnlySpan<byte> utf8)
    {
        var json = new CanonicalWriter();
        return Write(read, json) && json.Written.SequenceEqual(utf8);
    }

    private static bool Write(JsonElement value, CanonicalWriter json)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(value, json);
            case JsonValueKind.Array:
                json.Open('[');
                var all = value.EnumerateArray().All(item => Write(item, json));
                json.Close(']');
                return all;
            case JsonValueKind.String:
                var text = value.GetString()!;
                json.Text(text);
                return SignedText.Objection(text) is null;
            case JsonValueKind.Number:
                var isWhole = value.TryGetInt64(out var number);
                json.Integer(number);
                return isWhole && number is >= 0 and <= MaxInteger;
            case JsonValueKind.True or JsonValueKind.False:
                json.Boolean(value.GetBoolean());
                return true;
            default:
                return false;
        }
    }

    private static bool WriteObject(JsonElement value, CanonicalWriter json)
    {
        string? last = null;
        json.Open();
        foreach (var member in value.EnumerateObject())
        {
            if (string.CompareOrdinal(last, member.Name) >= 0 || SignedText.Objection(member.Name) is not null)
            {
                return false;
            }

            last = member.Name;
            json.Member(last);
            if (!Write(member.Value, json))
            {
                return false;
            }
        }

        json.Close();
        return true;
    }
}
