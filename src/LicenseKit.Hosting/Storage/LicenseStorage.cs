using System.Data.Common;

namespace LicenseKit.Hosting.Storage;

/// <summary>A database in which a server keeps its licenses, sessions and audit trail.</summary>
/// <remarks>The SQL is shared; a package per engine brings its data source and what a fresh connection needs.</remarks>
public abstract class LicenseStorage : IAsyncDisposable
{
    /// <summary>What the storage is, for messages; no password in it.</summary>
    public abstract string Description { get; }

    /// <summary>Opens a connection that is ready for use.</summary>
    public abstract ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
