using System.Diagnostics;

namespace LicenseKit.Stories;

/// <summary>A story's folder and processes: told to whoever reads a failure, and ended with the story.</summary>
public abstract class Story : IAsyncDisposable
{
    /// <summary>Milliseconds; what a story may take on a busy machine.</summary>
    public const int Limit = 90_000;

    /// <summary>Seconds that a condition may take to come true on a busy machine.</summary>
    public const int Patience = 45;

    private readonly List<Sample> _processes = [];

    internal string Folder { get; } = Directory.CreateTempSubdirectory("lk-story-").FullName;

    /// <summary>Polls until the condition holds; says what did not come true, and what the processes said.</summary>
    internal static async Task Until(string what, Func<Task<bool>> holds, params object[] witnesses)
    {
        var started = Stopwatch.StartNew();
        while (!await holds())
        {
            if (started.Elapsed.TotalSeconds > Patience)
            {
                Assert.Fail($"Within {Patience} s it did not come true that {what}.\n{string.Join('\n', witnesses)}");
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    internal static Task Until(string what, Func<bool> holds, params object[] witnesses) => Until(what, () => Task.FromResult(holds()), witnesses);

    internal Sample Start(string sample, params IEnumerable<string> args) => StartIn(new Dictionary<string, string>(), [], sample, args);

    /// <summary>Starts a sample with more environment variables than this process has, by another program that ends up as it.</summary>
    internal Sample StartIn(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> before, string sample, params IEnumerable<string> args)
    {
        var process = new Sample(sample, Folder, args, environment, before);
        _processes.Add(process);
        return process;
    }

    internal string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>A server with its own root; with its data folder's name as its own.</summary>
    internal Server Master(string name = "master") => new(this, name);

    /// <summary>A Master whose vendor made its files with the command line, and gave it these seats.</summary>
    internal async Task<Server> MasterWithAsync(string seats)
    {
        var init = Start("LicenseKit.Cli", "init", "--product", "acme.robot", "--client", "Master", "--seats", seats, "--out", PathOf("master"));
        Assert.True(await init.ExitAsync() == 0, init.ToString());
        File.Move(PathOf("master/master.key.pem"), PathOf("master/installation.key.pem"));
        return Master();
    }

    /// <summary>A server under the root of another.</summary>
    internal Server Child(Server master, string name, string? license = null) =>
        new(this, name, [$"--LicenseKit:RootKeys={master.File("root.pub.pem")}", .. license is null ? Array.Empty<string>() : [$"--LicenseKit:License={license}"]]);

    /// <summary>A robot that works until it is stopped.</summary>
    internal Sample Robot(string license, string kind, Server master) => Start("Robot", license, master.File("root.pub.pem"), kind);

    /// <summary>A robot that has a seat.</summary>
    internal async Task<Sample> WorkingAsync(string license, string kind, Server master)
    {
        var robot = Robot(license, kind, master);
        await robot.SaysAsync($"working {kind}");
        return robot;
    }

    /// <summary>What a robot without a seat says.</summary>
    internal async Task<string> RefusedAsync(string license, string kind, Server master)
    {
        var robot = Robot(license, kind, master);
        Assert.Equal((1, true), (await robot.ExitAsync(), robot.Output.StartsWith("refused ", StringComparison.Ordinal)));
        return robot.Output;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(process.ToString());
            process.Dispose();
        }

        await DeleteAsync();
        GC.SuppressFinalize(this);
    }

    private async Task DeleteAsync()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            await Task.Yield(); // Windows may hold a file for a moment after its process; the folder is a temporary one.
        }
    }
}
