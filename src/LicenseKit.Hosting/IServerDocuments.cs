namespace LicenseKit.Hosting;

/// <summary>What a host keeps beside the licenses, in the same database and the same backup: small texts, and rows of the audit trail.</summary>
/// <remarks>
/// Texts are in memory too: at most 262,144 characters each, 16,777,216 together, 10,000 texts. They are stored as they are: encrypt what must not be read
/// in the database. A call before the server has started starts it.
/// Collections and ids are 1 to 64 characters of <c>A-Z a-z 0-9 _ -</c>.
/// </remarks>
public interface IServerDocuments
{
    /// <summary>All texts of a collection, in order of their ids.</summary>
    Task<Outcome<ServerDocument[]>> ReadAllAsync(string collection, CancellationToken cancellationToken = default);

    /// <summary>One text; its version is 0 when it is not there.</summary>
    Task<Outcome<ServerDocument>> ReadAsync(string collection, string id, CancellationToken cancellationToken = default);

    /// <summary>Writes a text, whole and durable when it is answered; LK8031 when it was changed meanwhile, LK8032 when it is too much.</summary>
    /// <param name="collection">What it belongs to.</param>
    /// <param name="id">Its name there.</param>
    /// <param name="text">Null removes it.</param>
    /// <param name="ifVersion">The version that the caller has read, 0 for none; null writes over any.</param>
    /// <param name="activity">A row of the audit trail, written in the same transaction.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome<ServerDocument>> WriteAsync(
        string collection, string id, string? text, long? ifVersion = null, HostActivity? activity = null, CancellationToken cancellationToken = default);

    /// <summary>Writes a row of the audit trail.</summary>
    /// <param name="activity">The row. What nobody has proven should not write one each time: rows are never removed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Outcome> RecordAsync(HostActivity activity, CancellationToken cancellationToken = default);
}
