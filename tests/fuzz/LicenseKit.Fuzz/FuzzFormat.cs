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

    private Seed[]? _seeds;
    private Seed[]? _choices;
    private Verifier[]? _verifiers;

    public static IReadOnlyList<FuzzFormat> All { get; } = [new BundleFormat()];

    public abstract string Name { get; }

    public Seed[] Seeds => _seeds ??= SeedChains.Of(this);

    /// <summary>Each seed as often as its weight says.</summary>
    public Seed[] Choices => _choices ??= [.. Seeds.SelectMany(s => Enumerable.Repeat(s, s.Weight))];

    /// <summary>What the files are read with: one pinned root and product; then two roots, one of them for a past period, and any product.</summary>
    public Verifier[] Verifiers => _verifiers ??= MakeVerifiers();

    /// <summary>What is signed, made of the JSON that the model gives.</summary>
    public abstract string ContentOf(string json);

    public abstract Slot[] SlotsOf(byte[] content);

    /// <summary>The hash by which a license below names this content.</summary>
    public abstract string HashOf(byte[] content);

    /// <summary>A value that is text.</summary>
    public abstract byte[] Text(ReadOnlySpan<byte> text);

    public abstract byte[] Member(string name, ReadOnlySpan<byte> value);

    /// <summary>What stands between two members.</summary>
    public abstract ReadOnlySpan<byte> Separator { get; }

    /// <summary>Signs what is not a seed's own and puts the file together.</summary>
    public abstract byte[] Assemble(Recipe recipe);

    /// <summary>The documents of an accepted file, root first, read without the library; a session license comes last.</summary>
    /// <exception cref="Violation">The file does not hold what the verdict says.</exception>
    public abstract IReadOnlyList<SignedDocument> DocumentsOf(byte[] file, Chain chain);

    /// <summary>The verifier with this encoding accepted.</summary>
    protected virtual Verifier Opened(Verifier verifier) => verifier;

    private Verifier[] MakeVerifiers()
    {
        var root = new RootKey(FixedKeys.Root.Public);
        var former = new RootKey(FixedKeys.FormerRoot.Public, to: DateTimeOffset.FromUnixTimeSeconds(SeedLicense.Now - (100 * SeedLicense.Day)));
        return [Opened(new Verifier(Product, root)), Opened(new Verifier(null, former, root))];
    }
}
