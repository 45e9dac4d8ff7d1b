namespace LicenseKit.Fuzz.Seeds;

/// <summary>The paths of the slots that hold a chain together.</summary>
internal sealed record Places(string Id, string Serial, string ParentSerial, string ParentHash, string Key);
