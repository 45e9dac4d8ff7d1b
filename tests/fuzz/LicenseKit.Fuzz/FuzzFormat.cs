using LicenseKit.Fuzz.Notations;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz;

/// <summary>A kind of file as a target: how its documents are edited and signed, and what reads them.</summary>
/// <remarks>One class for each. It signs with NSec alone and shares no code with the library.</remarks>
internal abstract class FuzzFormat
{
    public const string Product = "acme.robot";

    private static readonly BundleFormat Native = new();

    private Seed[]? _seeds;
    private Seed[]? _choices;

    public static IReadOnlyList<FuzzFormat> All { get; } = [Native, new XmlFormat(Native), new MessageFormat()];

    public abstract string Name { get; }

    public abstract Notation Notation { get; }

    public abstract Places Places { get; }

    /// <summary>The types that a document may be signed as.</summary>
    public abstract string[] Types { get; }

    /// <summary>Names of members, good and bad.</summary>
    public abstract string[] Names { get; }

    /// <summary>Values of members, good and bad.</summary>
    public abstract byte[][] Values { get; }

    /// <summary>The seeds that are first inputs as files too.</summary>
    public abstract string[] Files { get; }

    public Seed[] Seeds => _seeds ??= MakeSeeds();

    /// <summary>Each seed as often as its weight says.</summary>
    public Seed[] Choices => _choices ??= [.. Seeds.SelectMany(s => Enumerable.Repeat(s, s.Weight))];

    /// <summary>Signs what is not a seed's own and puts the file together.</summary>
    public abstract byte[] Assemble(Recipe recipe);

    public abstract Reading Read(byte[] file, Question question);

    /// <summary>The file of a seed as it is.</summary>
    public byte[] GoodFile(Seed seed) => Recipe.Read([0x80, (byte)Array.IndexOf(Choices, seed)], this).Cook(this);

    protected abstract Seed[] MakeSeeds();
}
