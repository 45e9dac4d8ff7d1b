using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LicenseKit.Hosting;
using LicenseKit.Hosting.Files;
using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Load;

/// <summary>A license server on a free port of loopback, without logging, with the baselines in the same process.</summary>
internal static class Server
{
    private const string Policy = "admin";
    private const string Client = "load";

    /// <summary>No session lapses while one group of candidates is measured.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    public static async Task<int> RunAsync(string data, int signerDelay, int seconds)
    {
        using var signer = Signer(data, signerDelay);
        await using var app = await BuildAsync(data, signer);
        await using var baseline = new Baseline(data);
        baseline.Map(app);
        await app.StartAsync();
        var server = app.Services.GetRequiredService<ILicenseServer>();
        var license = await SessionLicenseAsync(app.Services.GetRequiredService<IIssuer>());
        await baseline.StartAsync(app.Services.GetRequiredService<ILicenseProtocol>(), license.Jws);
        if (server.Problem is { } problem)
        {
            Console.Error.WriteLine(problem);
            return 1;
        }

        var ready = new ReadyMessage(app.Urls.First(), app.Services.GetRequiredService<Installation>().AdminKey, license.Jws,
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Console.WriteLine(JsonSerializer.Serialize(ready, LoadJson.Default.ReadyMessage));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await app.WaitForShutdownAsync(limit.Token);
        return 0;
    }

    /// <summary>Makes the database and the session license, and stops again.</summary>
    /// <returns>The id of the session license.</returns>
    public static async Task<string> InitializeAsync(string data)
    {
        await using var app = await BuildAsync(data, signer: null);
        await app.StartAsync();
        var license = await SessionLicenseAsync(app.Services.GetRequiredService<IIssuer>());
        await app.StopAsync();
        return license.Id;
    }

    private static async Task<WebApplication> BuildAsync(string data, DelayedSigner? signer)
    {
        var installation = await Installation.PrepareAsync(data, signer);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(installation);
        builder.Services.AddHealthChecks().AddLicenseKit();
        builder.Services.AddLicenseKit(Installation.Product, installation.Root)
            .AsParent().AsChild(installation.License).WithDataFolder(data).WithPublicUrl("http://127.0.0.1:5080").UseSqlite().UseSigner(signer);
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireAssertion(
            context => context.Resource is HttpContext http && http.Request.Headers.Authorization == $"Bearer {installation.AdminKey}"));
        var app = builder.Build();
        app.UseAuthorization();
        app.MapLicenseKit();
        app.MapLicenseKitAdmin(Policy);
        app.MapLicenseKitHealth();
        app.MapGet("/load/memory", Memory);
        return app;
    }

    private static DelayedSigner? Signer(string data, int delay)
    {
        if (delay == 0)
        {
            return null;
        }

        Directory.CreateDirectory(data);
        return new DelayedSigner(KeyFile.LoadOrMake(Path.Combine(data, "signer.key.pem")), TimeSpan.FromMilliseconds(delay));
    }

    /// <summary>One license for all sessions, of shared seats without a limit; made at the first start.</summary>
    private static async Task<(string Id, string Jws)> SessionLicenseAsync(IIssuer issuer)
    {
        await foreach (var known in issuer.ListAsync(new LicenseQuery { Type = "session", Search = Client }))
        {
            return (known.Id, Leaf(issuer.File(known.Id)!));
        }

        var draft = new SessionLicenseDraft { Client = Client, Duration = ServerLicenseDraft.AsLongAsIssuer, MaxLease = Lease };
        draft.Seats["developer"] = Limit.Unlimited;
        var made = await issuer.IssueSessionLicenseAsync(draft, by: Client);
        return made.Is(out var issued, out var fault) ? (issued.Id, Leaf(issuer.File(issued.Id)!)) : throw new LicenseFaultException(fault);
    }

    private static string Leaf(byte[] file) => JsonElement.Parse(file).GetProperty("chain").EnumerateArray().Last().GetString()!;

    /// <summary>"heap, working set, live sessions"; the heap after two full collections when asked for.</summary>
    private static string Memory(ILicenseServer server, bool? collect)
    {
        if (collect == true)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        using var self = Process.GetCurrentProcess();
        var live = server.Status().Value is { } status ? status.InUse.Kinds.Sum(kind => status.InUse[kind]) : -1;
        return string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(false)} {self.WorkingSet64} {live}\n");
    }
}
