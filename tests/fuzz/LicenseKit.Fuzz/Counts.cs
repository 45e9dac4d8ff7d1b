using System.IO.MemoryMappedFiles;

namespace LicenseKit.Fuzz;

/// <summary>How often each answer was given, kept in a file that survives the process.</summary>
/// <remarks>10 000 numbers of 8 bytes: at 0 accepted files of bytes, at 1 accepted recipes, at 2 all executions, at 3 recipes, at a fault's code how often it was the answer.</remarks>
internal sealed class Counts : IDisposable
{
    public const int AcceptedBytes = 0;
    public const int AcceptedRecipes = 1;
    public const int Executions = 2;
    public const int Recipes = 3;

    private const int Entries = 10_000;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public Counts(string? path)
    {
        _file = path is null
            ? MemoryMappedFile.CreateNew(null, Entries * sizeof(long))
            : MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Entries * sizeof(long));
        _view = _file.CreateViewAccessor();
    }

    public long this[int entry] => _view.ReadInt64(entry * sizeof(long));

    public void Add(int entry) => _view.Write(entry * sizeof(long), this[entry] + 1);

    /// <summary>The sum of several files as a table.</summary>
    public static void Print(IEnumerable<string> paths)
    {
        var sums = new long[Entries];
        foreach (var path in paths)
        {
            using var counts = new Counts(path);
            for (var i = 0; i < Entries; i++)
            {
                sums[i] += counts[i];
            }
        }

        Console.WriteLine($"{sums[Executions],12} files read");
        Console.WriteLine($"{sums[Recipes],12} of them made by a recipe and signed");
        Console.WriteLine($"{sums[AcceptedRecipes],12} of these accepted");
        Console.WriteLine($"{sums[AcceptedBytes],12} files of mutated bytes accepted, all documents as they were signed");
        foreach (var code in Enum.GetValues<FaultCode>())
        {
            if ((int)code > Recipes && sums[(int)code] > 0)
            {
                Console.WriteLine($"{sums[(int)code],12} {code.Text()} {code}");
            }
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
