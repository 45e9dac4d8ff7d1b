namespace LicenseKit.Fuzz.Recipes;

/// <summary>Bytes from <paramref name="Start"/> to <paramref name="End"/> are replaced.</summary>
internal readonly record struct Splice(int Start, int End, byte[] Text)
{
    /// <summary>All of them at once, by places in the original; the first of two that overlap counts.</summary>
    public static byte[] Apply(List<Splice> splices, byte[] original)
    {
        if (splices.Count == 0)
        {
            return original;
        }

        using var result = new MemoryStream(original.Length + 256);
        var from = 0;
        foreach (var splice in splices.OrderBy(s => s.Start))
        {
            if (splice.Start >= from)
            {
                result.Write(original.AsSpan(from..splice.Start));
                result.Write(splice.Text);
                from = splice.End;
            }
        }

        result.Write(original.AsSpan(from));
        return result.ToArray();
    }
}
