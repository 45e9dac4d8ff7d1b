namespace LicenseKit.Portal.Pages.Forms;

/// <summary>A stage as it was typed.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The first day after it; empty for as long as the license lasts.</param>
/// <param name="Counts">Per kind a count, a difference, or nothing.</param>
internal sealed record StageRow(string Name, string From, string To, IReadOnlyDictionary<string, string> Counts)
{
    public bool IsEmpty => Name.Length + From.Length + To.Length == 0 && Counts.Values.All(c => c.Length == 0);

    public bool IsSame(StageRow other) => (Name, From, To) == (other.Name, other.From, other.To)
        && Counts.Where(c => c.Value.Length > 0).OrderBy(c => c.Key, StringComparer.Ordinal).SequenceEqual(other.Counts.Where(c => c.Value.Length > 0).OrderBy(c => c.Key, StringComparer.Ordinal));
}
