using System.Diagnostics;

namespace LicenseKit.Cli.Tests;

/// <summary>The program as a process of its own, in a culture with an odd letter i.</summary>
internal static class Tool
{
    public static async Task<(int Exit, string Output, string Error)> Start(string[] args, string? folder = null, string? input = null)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LicenseKit.Cli.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = input is not null,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
            Environment = { ["LANG"] = "tr_TR.UTF-8" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
