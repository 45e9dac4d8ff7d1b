namespace LicenseKit.Issuing.Drafts;

/// <summary>Members of a draft by name, in ordinal order.</summary>
internal static class DraftMap
{
    /// <summary>A copy of what was read or given; a member that is null is left out.</summary>
    public static IDictionary<string, T> Of<T>(IDictionary<string, T>? members)
    {
        var copy = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in members ?? new Dictionary<string, T>())
        {
            if (value is not null)
            {
                copy[name] = value;
            }
        }

        return copy;
    }
}
