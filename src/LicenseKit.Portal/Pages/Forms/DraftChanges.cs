using System.Text.Json;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>What differs between two drafts, member by member.</summary>
internal static class DraftChanges
{
    /// <summary>Each member that one of them says otherwise.</summary>
    public static IEnumerable<DraftChange> Between(string from, string to)
    {
        var (old, now) = (Flat(from), Flat(to));
        return old.Keys.Union(now.Keys).Where(name => old.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            .Select(name => new DraftChange(DraftWords.Of(name), old.GetValueOrDefault(name), now.GetValueOrDefault(name)));
    }

    private static Dictionary<string, string?> Flat(string json)
    {
        using var document = JsonDocument.Parse(json);
        var members = new Dictionary<string, string?>(StringComparer.Ordinal);
        Add(members, "", document.RootElement);
        return members;
    }

    private static void Add(Dictionary<string, string?> members, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Add(members, name.Length == 0 ? member.Name : $"{name}.{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Add(members, $"{name}[{++index}]", item);
                }

                break;
            case JsonValueKind.Null:
                break;
            case JsonValueKind.True or JsonValueKind.False:
                members[name] = value.GetBoolean() ? "yes" : "no";
                break;
            default:
                members[name] = value.ToString();
                break;
        }
    }
}
