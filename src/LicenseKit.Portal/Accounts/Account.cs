namespace LicenseKit.Portal.Accounts;

/// <summary>Somebody who may sign in. The password's hash is not part of <see cref="object.ToString"/>.</summary>
/// <param name="Id">Random; names the account in addresses.</param>
/// <param name="Name">As it is typed, and shown in the audit trail.</param>
/// <param name="Hash">Of the password (<see cref="PasswordHash"/>).</param>
/// <param name="IsAdmin">True for who may change something.</param>
/// <param name="Stamp">Another one after each change: what was signed in before is not any more.</param>
/// <param name="Created">When it was made.</param>
internal sealed record Account(string Id, string Name, string Hash, bool IsAdmin, string Stamp, DateTimeOffset Created)
{
    public override string ToString() => $"{Name} ({(IsAdmin ? "admin" : "viewer")})";
}
