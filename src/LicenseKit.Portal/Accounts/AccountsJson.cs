using System.Text.Json.Serialization;

namespace LicenseKit.Portal.Accounts;

/// <summary>The stored form of accounts and API keys.</summary>
[JsonSerializable(typeof(Account[]))]
[JsonSerializable(typeof(ApiKey[]))]
internal sealed partial class AccountsJson : JsonSerializerContext;
