using System.Globalization;
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
        output.WriteLine($"LicenseKit server for {settings.Product}: {string.Join(", ", app.Urls)}   portal: /   API: /docs, /openapi/v1.json");
        output.WriteLine($"  License Code  {server.LicenseCode}");
        output.WriteLine($"  Standing      {server.Standing.Text}{(server.Standing.Fault is { } fault ? $"  ({fault.Message})" : "")}");
        output.WriteLine($"  Clock         {ClockLine(server.ClockStatus, files, settings)}");
        output.WriteLine($"  Admin key     {files.AdminKeyFile}");
        if (app.Services.GetRequiredService<FirstAccount>().SetupToken is { } setupToken)
        {
            output.WriteLine($"  Setup token   {setupToken}   (for the first account, in the portal; once, within an hour; also in {files.SetupTokenFile})");
        }

        output.WriteLine($"  App license   {(File.Exists(files.AppFile) ? files.AppFile : "none yet")}");
        if (File.Exists(files.RootKeyFile))
        {
            output.WriteLine($"  Root key      {files.RootKeyFile}: {(files.PlainKeys.Contains(files.RootKeyFile) ? "plain" : "encrypted")}; move it offline, the server starts without it.");
        }
    }

    /// <summary>The time of the server: as the machine says it, in the first run of a Master; else as the server knows it.</summary>
    private static string ClockLine(ClockStatus clock, FirstRun files, Settings settings)
    {
        var now = clock.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (clock.Warning is { } warning)
        {
            return $"{now}  (suspect: this machine's clock is {warning.Value} behind; see licensekit clock --data {settings.Data})";
        }

        return files.HasSignedMaster ? $"{now}  (first run: taken from this machine as it is, and signed into the Master license; if it is wrong, see licensekit clock)" : now;
    }

    [LoggerMessage(1, LogLevel.Warning, "{File} is in plain: whoever reads it has the key. Start with LICENSEKIT_PASSPHRASE set before the first run.")]
    private static partial void LogPlain(ILogger logger, string file);

    [LoggerMessage(2, LogLevel.Warning, "{Path} was open to other users of this machine, and is no longer. If one of them may have read a key, replace it.")]
    private static partial void LogRestricted(ILogger logger, string path);
}
