namespace LicenseKit.Portal.Accounts;

/// <summary>What a script sends as a bearer token; only a hash of it is kept.</summary>
/// <param name="Id">Random; names the key in addresses.</param>
/// <param name="Name">What it is for, and who acts in the audit trail.</param>
/// <param name="Sha256">SHA-256 of the key, hex.</param>
/// <param name="IsAdmin">True when it may change something.</param>
/// <param name="Created">When it was made.</param>
/// <param name="LastUsed">The last day on which it was used, UTC.</param>
internal sealed record ApiKey(string Id, string Name, string Sha256, bool IsAdmin, DateTimeOffset Created, DateOnly? LastUsed)
{
    public override string ToString() => $"{Name} ({(IsAdmin ? "admin" : "viewer")})";
}
