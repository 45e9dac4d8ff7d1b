using LicenseKit.Chains;

namespace LicenseKit.Cli.Output;

/// <summary>What differs between two files, for people.</summary>
internal static class DifferenceForms
{
    /// <param name="output">Where it is printed.</param>
    /// <param name="from">The first file.</param>
    /// <param name="to">The second file.</param>
    /// <param name="isVerified">True when root keys were given.</param>
    /// <param name="difference">What is printed.</param>
    public static void Difference(this TextOutput output, ComparedFile from, ComparedFile to, bool isVerified, ChainDifference difference)
    {
        if (!difference.IsSameLicense)
        {
            output.Line($"Different licenses: {from.LastName} and {to.LastName}.", Severity.Warning);
        }

        output.Line($"{from.File} -> {to.File}: {(isVerified ? "both verified" : "not verified (give --root to check who signed them)")}", isVerified ? Severity.Success : Severity.Warning);
        if (difference.ChainLengths is [var before, var after] && before != after)
        {
            output.Line($"The chains have {before} and {after} server licenses; only the last ones are compared.", Severity.Warning);
        }

        output.Chain([.. difference.Links.Select(l => Link(l, from, to))], i => difference.Links[i].Changes.Select(c => c.ToString()));
        if (difference.IsSame)
        {
            output.Line("No difference.");
        }
    }

    private static ChainLink Link(LinkDifference link, ComparedFile from, ComparedFile to) =>
        (link.Mark == LinkMark.Removed ? from : to).Links.First(l => l.Id == link.Id) with { Mark = Mark(link.Mark) };

    private static string Mark(LinkMark mark) => mark switch
    {
        LinkMark.Same => "same",
        LinkMark.Changed => "changed",
        LinkMark.Different => "different",
        LinkMark.Added => "added",
        _ => "removed",
    };
}
