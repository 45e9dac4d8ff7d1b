using System.Text;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz;

/// <summary>The inputs with which fuzzing starts: a few good files, and recipes that show each edit once.</summary>
internal static class SeedCorpus
{
    /// <summary>A choice of two links.</summary>
    private const byte Delegated = 20;

    private static readonly string[] Files = ["master", "code-bound", "reserved-session"];

    /// <summary>Name and bytes, the same at each call.</summary>
    public static IEnumerable<(string Name, byte[] Input)> Inputs(FuzzFormat format)
    {
        foreach (var seed in format.Seeds)
        {
            byte[] recipe = [0xA0, (byte)Array.IndexOf(format.Choices, seed)];
            yield return ($"recipe-{seed.Name}", recipe);
            if (Files.Contains(seed.Name))
            {
                yield return ($"file-{seed.Name}", format.Assemble(Recipe.Read(recipe, format)));
            }
        }

        for (byte edit = 0; edit < Edits.Count; edit++)
        {
            yield return ($"edit-{edit:D2}", [0xA0, Delegated, 1, edit, (byte)(17 + edit), 3, .. Encoding.ASCII.GetBytes("\u0003abc")]);
        }
    }

    public static void Write(FuzzFormat format, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, input) in Inputs(format))
        {
            File.WriteAllBytes(Path.Combine(folder, name), input);
        }
    }

    /// <summary>So that what is made once is made before anything is measured.</summary>
    public static void Run(Target target, FuzzFormat format)
    {
        foreach (var (_, input) in Inputs(format))
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
}
