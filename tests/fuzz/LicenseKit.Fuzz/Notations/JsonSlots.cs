using System.Text.Json;

namespace LicenseKit.Fuzz.Notations;

/// <summary>Finds the members and elements of a JSON text without white space.</summary>
internal static class JsonSlots
{
    public static Slot[] Of(byte[] json)
    {
        var slots = new List<Slot>();
        var open = new Stack<(int Slot, int Elements)>();
        var reader = new Utf8JsonReader(json);
        var (name, start) = ("", 0);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    (name, start) = (reader.GetString()!, (int)reader.TokenStartIndex);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var (closed, _) = open.Pop();
                    slots[closed] = slots[closed] with { ValueEnd = (int)reader.BytesConsumed, End = (int)reader.BytesConsumed };
                    continue;
            }

            var container = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            var parent = -1;
            if (open.TryPop(out var around))
            {
                parent = around.Slot;
                if (json[slots[parent].ValueStart] == '[')
                {
                    (name, start) = ($"{around.Elements}", (int)reader.TokenStartIndex);
                }

                open.Push((around.Slot, around.Elements + 1));
            }

            var path = parent <= 0 ? name : $"{slots[parent].Path}.{name}";
            slots.Add(new Slot(path, parent, start, (int)reader.TokenStartIndex, (int)reader.BytesConsumed, (int)reader.BytesConsumed, container));
            if (container)
            {
                open.Push((slots.Count - 1, 0));
            }
        }

        return [.. slots];
    }
}
