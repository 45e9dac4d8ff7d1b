namespace LicenseKit.Server;

/// <summary>The reply of a write: the document as it is now; null when it was removed.</summary>
internal sealed record WrittenDocument(HostDocument? Document);
