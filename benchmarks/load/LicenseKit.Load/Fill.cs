using System.Buffers.Text;
using System.Security.Cryptography;

namespace LicenseKit.Load;

/// <summary>Stores live sessions in a data folder, and writes down how to renew a sample of them.</summary>
internal static class Fill
{
    /// <param name="data">The data folder; made when it is not there.</param>
    /// <param name="count">How many sessions are stored.</param>
    /// <param name="sample">How many of them, evenly spread, go to the file.</param>
    /// <param name="file">One line of 88 bytes for each: session id, blank, secret.</param>
    public static async Task<int> RunAsync(string data, int count, int sample, string file)
    {
        var license = await Server.InitializeAsync(data);
        using var store = StoredSessions.Open(data, license);
        await using var output = new StreamWriter(file);
        for (long i = 0; i < count; i++)
        {
            var secret = RandomNumberGenerator.GetBytes(32);
            var id = Base64Url.EncodeToString(SHA256.HashData(secret));
            store.Add(id);
            if (i * sample / count != (i + 1) * sample / count)
            {
                await output.WriteAsync($"{id} {Base64Url.EncodeToString(secret)}\n");
            }
        }

        store.Commit();
        return 0;
    }
}
