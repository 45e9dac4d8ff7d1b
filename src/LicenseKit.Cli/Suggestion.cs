namespace LicenseKit.Cli;

/// <summary>The name that a mistyped one was most likely meant to be.</summary>
internal static class Suggestion
{
    /// <summary>More than a third of the letters wrong is another word.</summary>
    private const int LettersForOneError = 3;

    /// <summary>The nearest candidate by inserted, deleted, replaced and swapped letters; null when none is near.</summary>
    public static string? For(string typed, IEnumerable<string> candidates)
    {
        var (nearest, distance) = candidates.Select(c => (Name: c, Distance: DistanceOf(typed, c))).DefaultIfEmpty(("", int.MaxValue)).MinBy(c => c.Item2);
        return distance <= Math.Max(1, nearest.Length / LettersForOneError) ? nearest : null;
    }

    /// <summary>The optimal string alignment distance.</summary>
    private static int DistanceOf(string a, string b)
    {
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                costs[i, j] = CostAt(a, b, costs, i, j);
            }
        }

        return costs[a.Length, b.Length];
    }

    private static int CostAt(string a, string b, int[,] costs, int i, int j)
    {
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        var replaced = costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var cost = Math.Min(replaced, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
        var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return isSwap ? Math.Min(cost, costs[i - 2, j - 2] + 1) : cost;
    }
}
