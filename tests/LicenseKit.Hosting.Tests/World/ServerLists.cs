namespace LicenseKit.Hosting.Tests;

/// <summary>Whole lists from pages.</summary>
internal static class ServerLists
{
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
