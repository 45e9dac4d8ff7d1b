using System.Text;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz;

/// <summary>The inputs with which fuzzing starts: a few good files, and recipes that show each edit once.</summary>
internal static class SeedCorpus
{
    /// <summary>A choice of two links.</summary>
    private const byte Delegated = 30;

    private static readonly string[] Files = ["master", "code-bound", "reserved-session"];

    /// <summary>Name and bytes, the same at each call: a recipe is one for every format.</summary>
    public static IEnumerable<(string Name, byte[] Input)> Recipes(FuzzFormat format)
    {
        foreach (var seed in format.Seeds)
        {
            yield return ($"seed-{seed.Name}", RecipeOf(seed, format));
        }

        for (byte edit = 0; edit < Edits.Count; edit += 2)
        {
            yield return ($"edit-{edit:D2}", [0xA0, Delegated, 1, edit, (byte)(17 + edit), 3, (byte)(edit + 1), (byte)(9 + edit), .. Encoding.ASCII.GetBytes("\u0003abc")]);
        }
    }

    public static IEnumerable<(string Name, byte[] Input)> GoodFiles(FuzzFormat format) =>
        format.Seeds.Where(s => Files.Contains(s.Name)).Select(s => ($"{s.Name}.lic", Recipe.Read(RecipeOf(s, format), format).Cook(format)));

    public static void Write(string folder)
    {
        Write(Recipes(FuzzFormat.All[0]), Path.Combine(folder, "recipes"));
        foreach (var format in FuzzFormat.All)
        {
            Write(GoodFiles(format), Path.Combine(folder, format.Name));
        }
    }

    /// <summary>So that what is made once is made before anything is measured.</summary>
    public static void Run(Target target, FuzzFormat format)
    {
        foreach (var (_, input) in Recipes(format).Concat(GoodFiles(format)))
        {
            target.Execute(input);
        }
    }

    /// <summary>Says of each input what became of it; 1 when one broke a promise.</summary>
    public static int Replay(FuzzFormat format, IEnumerable<string> files)
    {
        using var counts = new Counts(null);
        var target = new Target(format, counts);
        var broken = 0;
        foreach (var file in files)
        {
            try
            {
                var verdict = target.Execute(File.ReadAllBytes(file));
                Console.WriteLine($"{Path.GetFileName(file)}: {verdict.Fault?.ToString() ?? $"accepted, {verdict.Standing.Text}"}");
            }
            catch (Exception e)
            {
                broken = 1;
                Console.WriteLine($"{Path.GetFileName(file)}: BROKEN {e}");
            }
        }

        return broken;
    }

    public static byte[] ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    private static byte[] RecipeOf(Seed seed, FuzzFormat format) => [0xA0, (byte)Array.IndexOf(format.Choices, seed)];

    private static void Write(IEnumerable<(string Name, byte[] Input)> inputs, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, input) in inputs)
        {
            File.WriteAllBytes(Path.Combine(folder, name), input);
        }
    }
}
