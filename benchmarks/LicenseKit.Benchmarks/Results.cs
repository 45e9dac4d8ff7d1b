using System.Globalization;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace LicenseKit.Benchmarks;

/// <summary>Writes a table with the machine, the date and the command that made it.</summary>
internal static class Results
{
    public static void Write(string? folder, Summary summary)
    {
        if (folder is null || summary.Reports.Length == 0 || summary.Reports.Any(r => !r.Success))
        {
            return;
        }

        var type = summary.BenchmarksCases[0].Descriptor.Type.Name;
        var table = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, table);
        Write(folder, type, $"`dotnet run -c Release --project benchmarks/LicenseKit.Benchmarks -- --filter '*{type}*'`", table.GetLog().Trim());
    }

    public static void Write(string? folder, string name, string command, string table)
    {
        if (folder is null)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".md"), $"""
            # {name}

            - Machine: {Machine.Line()}
            - Date: {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC
            - Command: {command}

            {table}

            """);
    }
}
