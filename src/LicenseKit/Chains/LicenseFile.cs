using LicenseKit.Signing;

namespace LicenseKit.Chains;

/// <summary>The documents of a license file, root first, whatever its format: nothing in it is trusted yet.</summary>
/// <param name="Links">At most 8 server licenses and one session license.</param>
/// <param name="Keys">License id → key of the holder that is bound by License Code.</param>
internal sealed record LicenseFile(IReadOnlyList<SignedDocument> Links, IReadOnlyDictionary<string, PublicKey> Keys)
{
    /// <summary>No bundle is larger.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>A Master and at most seven levels below it.</summary>
    public const int MaxServers = 8;

    public static LicenseFault? TooLarge(ReadOnlyMemory<byte> file, int most = MaxBytes) => file.Length > most
        ? new(FaultCode.TooLarge, $"The file has {file.Length} bytes; a license file has at most {most}.", "Check that this is a .lic file.")
        : null;

    public static LicenseFault WrongLength(int links) => new(FaultCode.ChainLength,
        $"The chain has {(links == 0 ? "no link" : $"{links} links or more")}; 1 to {MaxServers} server licenses and at most one session license are allowed.", "Use the file as its issuer made it.");

    public static LicenseFault TooManyServers(int servers) => new(FaultCode.ChainLength,
        $"The chain has {servers} server licenses; {MaxServers} are the most, a Master and {MaxServers - 1} levels below it, and then one session license.", "Have the server licensed at most as deep as that.");
}
