using LicenseKit.Chains;
using LicenseKit.Hosting.Files;
using LicenseKit.Licenses;

namespace LicenseKit.Hosting.Client;

/// <summary>Where a client's session license is kept: in the file that the host names, or in the data folder after it was applied.</summary>
/// <remarks>
/// An applied one counts for as long as the host names the license that it was applied in place of. Of two versions of one license the one that was issued later
/// counts. A host that is given another file since goes by that.
/// </remarks>
internal sealed class SessionLicenseFile(string? named, IAppliedLicense applied, ChainReader reader)
{
    /// <summary>The license to use, or why there is none.</summary>
    public Outcome<Chain> Load()
    {
        var given = named is null ? StandingReport.NoneHeld.Fault! : Verify(named, LicenseFilePath.Read(named));
        if (applied.Read() is not { } kept)
        {
            return given;
        }

        var stored = Verify(applied.Place, kept);
        if (given.Value is not { } file)
        {
            return stored.Value is not null || named is null ? stored : given;
        }

        return stored.Value is { } brought && Counts(brought, file) ? brought : file;
    }

    /// <summary>Verifies a license and keeps it for the next start.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="held">What is in use; null when nothing is.</param>
    /// <param name="replaces">The id of the session license in use, to give it up for another one.</param>
    public Outcome<Chain> Apply(ReadOnlyMemory<byte> file, Chain? held, string? replaces)
    {
        if (!Verify(file).Is(out var chain, out var fault))
        {
            return fault;
        }

        if (Conflict(chain, held, replaces) is { } conflict)
        {
            return conflict;
        }

        try
        {
            applied.Write(file.Span, NamedId());
            return chain;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LicenseFault(FaultCode.DataFolder, $"The license cannot be kept in '{applied.Place}': {e.Message}", "Give a data folder that this user can make, read and write.");
        }
    }

    private static LicenseFault? Conflict(Chain chain, Chain? held, string? replaces)
    {
        if (held?.SessionLicense is not { Claims: var now })
        {
            return null;
        }

        var next = chain.SessionLicense!.Claims;
        if (next.Id != now.Id && now.Id != replaces)
        {
            return new(FaultCode.OtherLicense, $"The file holds session license '{next.Id}' of '{next.Client}'; '{now.Id}' of '{now.Client}' is in use here.",
                $"To replace it, name it: replaces = {now.Id}.", next.Id, next.Id);
        }

        return next.Id != now.Id || IssuedAt(chain) >= IssuedAt(held) ? null
            : new(FaultCode.SerialOlder, $"The file was issued at {Shown.Instant(next.IssuedAt)}, before the one in use, of {Shown.Instant(now.IssuedAt)}.",
                "Use the newest file of your vendor.", next.Id, next.Id);
    }

    private static string Id(Chain chain) => chain.SessionLicense!.Claims.Id;

    private static long IssuedAt(Chain chain) => chain.SessionLicense!.Claims.IssuedAt;

    /// <summary>True when an applied license counts beside the file that the host names.</summary>
    private bool Counts(Chain brought, Chain file) => Id(brought) == Id(file) ? IssuedAt(file) <= IssuedAt(brought) : applied.InPlaceOf == Id(file);

    /// <summary>The id of the license that the host names now; empty when it names none that can be used.</summary>
    private string NamedId() => named is not null && Verify(named, LicenseFilePath.Read(named)).Value is { } file ? Id(file) : "";

    private Outcome<Chain> Verify(string place, Outcome<byte[]> file) =>
        file.Is(out var bytes, out var fault) && Verify(bytes).Is(out var chain, out fault) ? chain : LicenseFilePath.Refused(place, fault);

    private Outcome<Chain> Verify(ReadOnlyMemory<byte> file)
    {
        if (!reader.Read(file).Is(out var chain, out var fault))
        {
            return fault;
        }

        return chain.SessionLicense is not null ? chain
            : new LicenseFault(FaultCode.ForeignSessionLicense, $"The file of license '{chain.Leaf.Client}' holds no session license.",
                "Use a file made by 'session license', such as app.lic.");
    }
}
