using System.Text;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz;

/// <summary>The inputs with which fuzzing starts: a few good files, and recipes that show each edit once.</summary>
internal static class SeedCorpus
{
    /// <summary>A choice of two links.</summary>
    private const byte Delegated = 30;

    /// <summary>Recipes that serve every format, as name and bytes; the same at each call.</summary>
    private static IEnumerable<(string Name, byte[] Input)> EditRecipes()
    {
        for (byte edit = 0; edit < Edits.Count; edit += 2)
        {
            yield return ($"edit-{edit:D2}", [0xA0, Delegated, 1, edit, (byte)(17 + edit), 3, (byte)(edit + 1), (byte)(9 + edit), .. Encoding.ASCII.GetBytes("\u0003abc")]);
        }
    }

    /// <summary>The seeds of a format, as recipes, and a few as files.</summary>
    private static IEnumerable<(string Name, byte[] Input)> Of(FuzzFormat format) =>
        format.Seeds.Select(s => ($"seed-{s.Name}", RecipeOf(s, format)))
            .Concat(format.Seeds.Where(s => format.Files.Contains(s.Name)).Select(s => ($"file-{s.Name}", format.GoodFile(s))));

    public static void Write(string folder)
    {
        Write(EditRecipes(), Path.Combine(folder, "recipes"));
        foreach (var format in FuzzFormat.All)
        {
            Write(Of(format), Path.Combine(folder, format.Name));
        }
    }

    /// <summary>So that what is made once is made before anything is measured.</summary>
    public static void Run(Target target, FuzzFormat format)
    {
        foreach (var (_, input) in EditRecipes().Concat(Of(format)))
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
                var reading = target.Execute(File.ReadAllBytes(file));
                Console.WriteLine($"{Path.GetFileName(file)}: {reading.Fault?.ToString() ?? $"accepted, {reading.Accepted}"}");
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
