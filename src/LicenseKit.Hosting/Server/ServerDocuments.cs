using System.Buffers;
using LicenseKit.Licenses;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Server;

/// <summary>The host's documents by way of the loop: it is the only writer, and readers see what is committed.</summary>
internal sealed class ServerDocuments(ServerLoop loop) : IServerDocuments
{
    private const int MaxAction = 64;

    private static readonly SearchValues<char> ActionSymbols = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-.");

    public async Task<Outcome<ServerDocument[]>> ReadAllAsync(string collection, CancellationToken cancellationToken = default)
    {
        CheckName(collection, nameof(collection));
        return await loop.StartedAsync(cancellationToken).ConfigureAwait(false) is { } fault ? fault
            : loop.Published.Documents.In(collection).Select(d => Of(d.Id, d)).ToArray();
    }

    public async Task<Outcome<ServerDocument>> ReadAsync(string collection, string id, CancellationToken cancellationToken = default)
    {
        CheckName(collection, nameof(collection));
        CheckName(id, nameof(id));
        return await loop.StartedAsync(cancellationToken).ConfigureAwait(false) is { } fault ? fault : Of(id, loop.Published.Documents.Find(collection, id));
    }

    public async Task<Outcome<ServerDocument>> WriteAsync(
        string collection, string id, string? text, long? ifVersion = null, HostActivity? activity = null, CancellationToken cancellationToken = default)
    {
        CheckName(collection, nameof(collection));
        CheckName(id, nameof(id));
        var request = new Request.WriteDocument(collection, id, text, ifVersion, activity is null ? null : Of(activity));
        return (await loop.AskAsync(request, cancellationToken).ConfigureAwait(false)).Is(out var written, out var fault) ? Of(id, written.Document) : fault;
    }

    public async Task<Outcome> RecordAsync(HostActivity activity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return (await loop.AskAsync(new Request.Record(Of(activity)), cancellationToken).ConfigureAwait(false)).Is(out _, out var fault) ? Outcome.Done : fault;
    }

    private static ServerDocument Of(string id, HostDocument? document) => new(id, document?.Text, document?.Version ?? 0);

    private static Request.HostActivity Of(HostActivity activity) =>
        activity.Action is { Length: > 0 and <= MaxAction } action && !action.AsSpan().ContainsAnyExcept(ActionSymbols)
            ? new(activity.By, action, activity.Text)
            : throw new ArgumentException("An action is noun.verb in lower case, at most 64 characters.", nameof(activity));

    private static void CheckName(string name, string parameter)
    {
        if (!Names.IsId(name))
        {
            throw new ArgumentException("A collection or an id is 1 to 64 characters of A-Z a-z 0-9 _ -.", parameter);
        }
    }
}
