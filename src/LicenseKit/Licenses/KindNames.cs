namespace LicenseKit.Licenses;

/// <summary>Arrays of kinds in ordinal order that are shared and never written to.</summary>
internal static class KindNames
{
    /// <summary>The kinds of both in order: one of the two arrays where it has them all, the first where both do.</summary>
    public static string[] Union(string[] a, string[] b)
    {
        if (ReferenceEquals(a, b))
        {
            return a;
        }

        var count = Merge(a, b, []);
        if (count == a.Length || count == b.Length)
        {
            return count == a.Length ? a : b;
        }

        var kinds = new string[count];
        Merge(a, b, kinds);
        return kinds;
    }

    /// <summary>The order of two kinds; what is past the end of its array comes last.</summary>
    public static int Compare(string[] a, int i, string[] b, int j)
    {
        if (i == a.Length)
        {
            return 1;
        }

        return j == b.Length ? -1 : string.CompareOrdinal(a[i], b[j]);
    }

    /// <summary>Counts the kinds of both, and writes them where there is space.</summary>
    private static int Merge(string[] a, string[] b, Span<string> kinds)
    {
        var count = 0;
        for (var (i, j) = (0, 0); i < a.Length || j < b.Length; count++)
        {
            var order = Compare(a, i, b, j);
            if (!kinds.IsEmpty)
            {
                kinds[count] = order <= 0 ? a[i] : b[j];
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return count;
    }
}
