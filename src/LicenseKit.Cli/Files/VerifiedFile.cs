using System.Diagnostics.CodeAnalysis;
using LicenseKit.Chains;
using LicenseKit.Cli.Output;
using LicenseKit.Xml;

namespace LicenseKit.Cli.Files;

/// <summary>One license file, accepted under the root keys of the command line.</summary>
internal static class VerifiedFile
{
    /// <summary>True with the verdict on an accepted file; false with the answer that says why not.</summary>
    public static bool TryRead(string file, string[]? rootPaths, DateTimeOffset at, [NotNullWhen(true)] out Verdict? verdict, [NotNullWhen(false)] out Answer? no)
    {
        verdict = null;
        no = null;
        if (!RootFiles.Read(rootPaths).Is(out var roots, out var fault) || !InputFile.Read(file).Is(out var bytes, out fault))
        {
            no = fault;
            return false;
        }

        verdict = new Verifier(null, roots).Accept(XmlLicenses.Format).Verify(bytes, at);
        if (verdict.Fault is { } refusal)
        {
            no = Answer.Refused(file, refusal, RefusedChain.Of(bytes, refusal, null, roots));
        }

        return no is null;
    }
}
