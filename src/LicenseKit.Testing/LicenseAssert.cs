using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Testing;

/// <summary>What a test expects of a license file; a failure shows the fault, its link and the remedy. For any test framework.</summary>
/// <remarks>The verifier is <see cref="Some.Verifier"/> and the instant <see cref="Some.Start"/> unless others are given.</remarks>
public static class LicenseAssert
{
    /// <summary>The file is refused, for this reason.</summary>
    /// <param name="expected">The code of the fault.</param>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="link">The id of the license in the chain that the fault must name; null = any.</param>
    /// <param name="verifier">Who judges.</param>
    /// <param name="at">The instant.</param>
    /// <param name="holder">The installation's key; null = the right one.</param>
    /// <returns>The fault, to look at further.</returns>
    /// <exception cref="LicenseAssertException">It is accepted, or refused for another reason.</exception>
    public static LicenseFault Refused(FaultCode expected, ReadOnlyMemory<byte> file, string? link = null, Verifier? verifier = null, DateTimeOffset? at = null, PublicKey? holder = null)
    {
        var verdict = Verify(file, verifier, at, holder);
        return verdict.Fault is not { } fault ? throw new LicenseAssertException($"Expected a refusal with {expected.Text()} {expected}, but the file is accepted: {Shown(verdict)}.")
            : fault.Code != expected ? throw new LicenseAssertException($"Expected a refusal with {expected.Text()} {expected}, but the file is refused with {Shown(fault)}")
            : link is not null && fault.Link != link ? throw new LicenseAssertException($"Expected a refusal of link '{link}', but it is of {Shown(fault)}")
            : fault;
    }

    /// <summary>The file is accepted; with a standing, it is worth that.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="standing">What it must be worth; null = anything.</param>
    /// <param name="verifier">Who judges.</param>
    /// <param name="at">The instant.</param>
    /// <param name="holder">The installation's key; null = the right one.</param>
    /// <returns>The verdict, to look at further.</returns>
    /// <exception cref="LicenseAssertException">It is refused, or worth something else.</exception>
    public static Verdict Accepted(ReadOnlyMemory<byte> file, Standing? standing = null, Verifier? verifier = null, DateTimeOffset? at = null, PublicKey? holder = null)
    {
        var verdict = Verify(file, verifier, at, holder);
        return verdict.Fault is { } fault ? throw new LicenseAssertException($"Expected an accepted file, but it is refused with {Shown(fault)}")
            : standing is not null && verdict.Standing.Standing != standing ? throw new LicenseAssertException($"Expected the standing {standing}, but the file is accepted as {Shown(verdict)}.")
            : verdict;
    }

    /// <summary>The file is accepted and allows exactly so many seats of this kind alone, by every link, then.</summary>
    /// <param name="seats">The number expected; <see cref="Limit.Unlimited"/> is one.</param>
    /// <param name="kind">The kind of seat.</param>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="verifier">Who judges.</param>
    /// <param name="at">The instant.</param>
    /// <param name="holder">The installation's key; null = the right one.</param>
    /// <exception cref="LicenseAssertException">It is refused, or allows another number.</exception>
    public static void Allows(long seats, string kind, ReadOnlyMemory<byte> file, Verifier? verifier = null, DateTimeOffset? at = null, PublicKey? holder = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seats);
        ArgumentNullException.ThrowIfNull(kind);
        var verdict = Accepted(file, null, verifier, at, holder);
        var most = verdict.Standing.Serves ? verdict.Chain!.Rights.Most(kind, verdict.At) : 0;
        if (most != seats)
        {
            throw new LicenseAssertException($"Expected {Seats.Text(seats)} {kind} seats at {Licenses.Shown.Instant(verdict.At)}, but there are {Seats.Text(most)}: {Shown(verdict)}.");
        }
    }

    private static Verdict Verify(ReadOnlyMemory<byte> file, Verifier? verifier, DateTimeOffset? at, PublicKey? holder) =>
        (verifier ?? Some.Verifier).Verify(file, at ?? Some.Start, holder);

    private static string Shown(Verdict verdict) =>
        $"'{verdict.License!.Client}', standing {verdict.Standing.Text}{(verdict.Standing.Fault is { } fault ? $", {fault}" : "")}";

    private static string Shown(LicenseFault fault) => $"{fault.Code.Text()} {fault.Code}{(fault.Link is { } link ? $" of link '{link}'" : "")}: {fault.Message} {fault.Remedy}";
}
