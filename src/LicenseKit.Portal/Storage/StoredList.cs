using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LicenseKit.Hosting;

namespace LicenseKit.Portal.Storage;

/// <summary>A short list in one document of the server: a change of it is decided on the whole list, and nobody else's change is lost.</summary>
internal sealed class StoredList<T>(IServerDocuments documents, string collection, string id, JsonTypeInfo<T[]> json)
{
    private const int MostTries = 8;

    private Read? _read;

    public async Task<Outcome<T[]>> AllAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).Is(out var read, out var fault) ? read.Items : fault;

    /// <summary>Changes the list, or says why not; somebody else's change in between has it decided again.</summary>
    /// <param name="change">The list as it shall be, from the list as it is.</param>
    /// <param name="activity">Written with it; null for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome> ChangeAsync(Func<T[], Outcome<T[]>> change, HostActivity? activity, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            if (!(await ReadAsync(cancellationToken).ConfigureAwait(false)).Is(out var read, out var fault) || !change(read.Items).Is(out var items, out fault))
            {
                return fault;
            }

            var written = await documents.WriteAsync(collection, id, JsonSerializer.Serialize(items, json), read.Version, activity, cancellationToken).ConfigureAwait(false);
            if (written.Is(out _, out fault))
            {
                return Outcome.Done;
            }

            if (fault.Code != FaultCode.DocumentChanged || tries == MostTries)
            {
                return fault;
            }
        }
    }

    private async Task<Outcome<Read>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await documents.ReadAsync(collection, id, cancellationToken).ConfigureAwait(false)).Is(out var document, out var fault))
        {
            return fault;
        }

        if (Volatile.Read(ref _read) is { } known && known.Version == document.Version)
        {
            return known;
        }

        try
        {
            var read = new Read(document.Version, document.Text is null ? [] : JsonSerializer.Deserialize(document.Text, json) ?? []);
            Volatile.Write(ref _read, read);
            return read;
        }
        catch (JsonException)
        {
            return new LicenseFault(FaultCode.Storage, $"The stored {id} are damaged: they are not the JSON that was stored.", "Restore the database from a backup.");
        }
    }

    private sealed record Read(long Version, T[] Items);
}
