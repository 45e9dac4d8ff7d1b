using LicenseKit.Hosting;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>What a person needs to know when the server has started.</summary>
internal static partial class Welcome
{
    public static void Warn(ILogger logger, FirstRun files)
    {
        foreach (var file in files.PlainKeys)
        {
            LogPlain(logger, file);
        }

        foreach (var path in files.Restricted)
        {
            LogRestricted(logger, path);
        }
    }

    public static void Print(TextWriter output, WebApplication app, Settings settings, FirstRun files)
    {
        var server = app.Services.GetRequiredService<ILicenseServer>();
        output.WriteLine();
        output.WriteLine($"LicenseKit server for {settings.Product}: {string.Join(", ", app.Urls)}   API: /docs, /openapi/v1.json");
        output.WriteLine($"  License Code  {server.LicenseCode}");
        output.WriteLine($"  Standing      {server.Standing.Text}{(server.Standing.Fault is { } fault ? $"  ({fault.Message})" : "")}");
        output.WriteLine($"  Admin key     {files.AdminKeyFile}");
        output.WriteLine($"  App license   {(File.Exists(files.AppFile) ? files.AppFile : "none yet")}");
        if (File.Exists(files.RootKeyFile))
        {
            output.WriteLine($"  Root key      {files.RootKeyFile}: {(files.PlainKeys.Contains(files.RootKeyFile) ? "plain" : "encrypted")}; move it offline, the server starts without it.");
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{File} is in plain: whoever reads it has the key. Start with LICENSEKIT_PASSPHRASE set before the first run.")]
    private static partial void LogPlain(ILogger logger, string file);

    [LoggerMessage(2, LogLevel.Warning, "{Path} was open to other users of this machine, and is no longer. If one of them may have read a key, replace it.")]
    private static partial void LogRestricted(ILogger logger, string path);
}
