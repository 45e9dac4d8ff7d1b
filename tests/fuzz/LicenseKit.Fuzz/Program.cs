using LicenseKit.Fuzz;
using SharpFuzz;

Coverage.Discard();
var format = FuzzFormat.All.FirstOrDefault(f => args.Length > 1 && f.Name == args[1]);
switch (args)
{
    case ["fuzz", _, var counts] when format is not null:
        using (var kept = new Counts(counts))
        {
            var target = new Target(format, kept);
            SeedCorpus.Run(target, format);
            Fuzzer.Run(stream => target.Execute(SeedCorpus.ReadAll(stream)));
        }

        return 0;
    case ["replay", _, .. var files] when format is not null:
        return SeedCorpus.Replay(format, files);
    case ["cook", _, var input, var output] when format is not null:
        using (var counts = new Counts(null))
        {
            File.WriteAllBytes(output, new Target(format, counts).FileOf(File.ReadAllBytes(input)).File);
        }

        return 0;
    case ["seeds", var folder]:
        SeedCorpus.Write(folder);
        return 0;
    case ["formats"]:
        Console.WriteLine(string.Join(' ', FuzzFormat.All.Select(f => f.Name)));
        return 0;
    case ["count", .. var files]:
        Counts.Print(files);
        return 0;
    default:
        Console.Error.WriteLine("""
            LicenseKit.Fuzz fuzz FORMAT COUNTS       runs under afl-fuzz and adds its counts to a file
            LicenseKit.Fuzz replay FORMAT FILE...    runs inputs once and says what became of each
            LicenseKit.Fuzz cook FORMAT INPUT FILE   writes the file that an input stands for
            LicenseKit.Fuzz seeds FOLDER             writes the first inputs
            LicenseKit.Fuzz formats                  names the formats
            LicenseKit.Fuzz count COUNTS...          adds up
            """);
        return 2;
}
