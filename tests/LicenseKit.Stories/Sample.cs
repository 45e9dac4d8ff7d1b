using System.Diagnostics;
using System.Text;

namespace LicenseKit.Stories;

/// <summary>A process of a sample, with all that it says.</summary>
internal sealed class Sample : IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Process _process;

    public Sample(string name, string folder, IEnumerable<string> args, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> before)
    {
        Name = $"{name} {string.Join(' ', args)}";
        string[] command = [.. before, "dotnet", Places.Built(name), .. args];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["NO_PROXY"] = "127.0.0.1", ["no_proxy"] = "127.0.0.1" },
            },
        };
        foreach (var (variable, value) in environment)
        {
            _process.StartInfo.Environment[variable] = value;
        }

        _process.OutputDataReceived += (_, e) => Take(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Take(_error, e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public bool Runs => !_process.HasExited;

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>The exit code, once all that the process said has been read.</summary>
    public async Task<int> ExitAsync(int seconds = Story.Patience)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It has not ended within {seconds} s.\n{this}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits until it has said this on standard output.</summary>
    public Task SaysAsync(string text) => Story.Until($"it says '{text}'", () => Output.Contains(text, StringComparison.Ordinal) ? true : Runs ? false : throw Ended(text), this);

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public void Terminate()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>SIGKILL, as a power cut.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (Runs)
        {
            Kill();
        }

        _process.Dispose();
    }

    public override string ToString() => $"--- {Name} ({(Runs ? "runs" : $"exit code {_process.ExitCode}")})\n{Output}{Error}";

    private InvalidOperationException Ended(string text) => new InvalidOperationException($"It ended before it said '{text}'.\n{this}");

    private static void Take(StringBuilder builder, string? line)
    {
        lock (builder)
        {
            builder.Append(line).Append(line is null ? "" : "\n");
        }
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
        {
            return builder.ToString();
        }
    }
}
