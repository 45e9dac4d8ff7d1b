namespace LicenseKit.Load;

/// <summary>What a driver needs to know of a server that is ready. All members are texts, so that a shell can read the line.</summary>
internal sealed record ReadyMessage(string Url, string Admin, string License, string Pid);
