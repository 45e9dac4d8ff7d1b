namespace LicenseKit.Hosting.Tests;

/// <summary>Whole lists from pages.</summary>
internal static class ServerLists
{
    /// <summary>The newest rows of the audit trail.</summary>
    public static async Task<IReadOnlyList<Activity>> ActivityAsync(this ILicenseServer server, int most, CancellationToken cancellationToken) =>
        (await server.ActivityAsync(new ActivityQuery { Limit = most }, cancellationToken)).Good().Items;

    public static async Task<IReadOnlyList<SessionItem>> ListSessionsAsync(this ILicenseServer server)
    {
        var all = new List<SessionItem>();
        string? after = null;
        do
        {
            var page = (await server.SessionsAsync(after, 1000, TestContext.Current.CancellationToken)).Good();
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
