using System.Text;

namespace LicenseKit.Fuzz.Notations;

/// <summary>Finds elements and their <c>name</c> attributes in canonical XML whose root is still open; an element begins with the line break before it.</summary>
internal static class XmlSlots
{
    public static Slot[] Of(byte[] content)
    {
        var xml = Encoding.ASCII.GetString(content);
        var slots = new List<Slot> { new("", -1, 0, xml.IndexOf('>', StringComparison.Ordinal) + 1, xml.Length, xml.Length, true) };
        var open = new Stack<int>([0]);
        for (var at = slots[0].ValueStart; at < xml.Length;)
        {
            var start = xml.IndexOf('<', at);
            var end = xml.IndexOf('>', start);
            if (xml[start + 1] == '/')
            {
                var closed = open.Pop();
                slots[closed] = slots[closed] with { ValueEnd = slots[closed].IsContainer ? at : start, End = end + 1 };
            }
            else
            {
                var parent = open.Peek();
                var tag = xml[(start + 1)..end];
                var name = tag.Split(' ')[0];
                slots[parent] = slots[parent] with { IsContainer = true };
                open.Push(slots.Count);
                slots.Add(new(parent == 0 ? name : $"{slots[parent].Path}.{name}", parent, at, end + 1, 0, 0, false));
                if (tag.IndexOf('"', StringComparison.Ordinal) is > 0 and var quote)
                {
                    slots.Add(new($"{slots[^1].Path}.name", slots.Count - 1, start + 1 + name.Length, start + 2 + quote, end - 1, end, false));
                }
            }

            at = end + 1;
        }

        return [.. slots];
    }
}
