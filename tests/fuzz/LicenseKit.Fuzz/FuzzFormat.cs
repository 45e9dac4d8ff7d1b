using LicenseKit.Chains;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;
using LicenseKit.Signing;

namespace LicenseKit.Fuzz;

/// <summary>An encoding of licenses as a target: how its documents are edited and signed, and which reader takes its files.</summary>
/// <remarks>One class for each encoding. It signs with NSec alone and shares no code with the library.</remarks>
internal abstract class FuzzFormat
{
    public const string Product = "acme.robot";

    private static readonly RootKey Root = new(FixedKeys.Root.Public);
    private static readonly RootKey FormerRoot = new(FixedKeys.FormerRoot.Public, to: DateTimeOffset.FromUnixTimeSeconds(SeedLicense.Now - (100 * SeedLicense.Day)));

    private Seed[]? _seeds;
    private Seed[]? _choices;

    private static readonly BundleFormat Native = new();

    public static IReadOnlyList<FuzzFormat> All { get; } = [Native, new XmlFormat(Native)];

    public abstract string Name { get; }

    public Seed[] Seeds => _seeds ??= SeedChains.Of(this);

    /// <summary>Each seed as often as its weight says.</summary>
    public Seed[] Choices => _choices ??= [.. Seeds.SelectMany(s => Enumerable.Repeat(s, s.Weight))];

    /// <summary>What is signed, made of the JSON that the model gives.</summary>
    public abstract string ContentOf(string json);

    public abstract Slot[] SlotsOf(byte[] content);

    /// <summary>The hash by which a license below names this content.</summary>
    public abstract string HashOf(byte[] content);

    /// <summary>A value that is text.</summary>
    public abstract byte[] Text(ReadOnlySpan<byte> text);

    /// <summary>A new member with the layout of another.</summary>
    public abstract byte[] Member(string name, ReadOnlySpan<byte> value, ReadOnlySpan<byte> like);

    /// <summary>A number or an instant and a little more or less; null when the value is neither.</summary>
    public abstract byte[]? Plus(ReadOnlySpan<byte> value, int difference);

    public abstract Places Places { get; }

    /// <summary>Names of members, good and bad.</summary>
    public abstract string[] Names { get; }

    /// <summary>Values of members, good and bad.</summary>
    public abstract byte[][] Values { get; }

    /// <summary>What stands between two members.</summary>
    public abstract ReadOnlySpan<byte> Separator { get; }

    /// <summary>Signs what is not a seed's own and puts the file together.</summary>
    public abstract byte[] Assemble(Recipe recipe);

    /// <summary>The documents of an accepted file, root first, read without the library; a session license comes last.</summary>
    public abstract IReadOnlyList<SignedDocument> DocumentsOf(byte[] file);

    /// <summary>A verifier that has seen no file: 0 of one pinned root and product; 1 of two roots, one of them for a past period, and any product.</summary>
    public Verifier NewVerifier(int kind) => Opened(kind == 0 ? new Verifier(Product, Root) : new Verifier(null, FormerRoot, Root));

    /// <summary>The verifier with this encoding accepted.</summary>
    protected virtual Verifier Opened(Verifier verifier) => verifier;
}
