using LicenseKit.Server;

namespace LicenseKit.Hosting.Storage;

/// <summary>What one transaction stores.</summary>
/// <param name="Changes">The changes of a batch, in the order in which they were applied; every document in them is signed.</param>
/// <param name="Floor">The floor of time, effective UTC seconds.</param>
/// <param name="RunTime">The summed monotonic running time of the server, milliseconds.</param>
internal sealed record Commit(IReadOnlyList<Change> Changes, long Floor, long RunTime);
