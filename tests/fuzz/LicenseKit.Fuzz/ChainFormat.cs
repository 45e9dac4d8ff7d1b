using LicenseKit.Chains;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;
using LicenseKit.Signing;

namespace LicenseKit.Fuzz;

/// <summary>An encoding of license files: chains, which a <see cref="Verifier"/> reads.</summary>
internal abstract class ChainFormat : FuzzFormat
{
    private static readonly RootKey Root = new(FixedKeys.Root.Public);
    private static readonly RootKey FormerRoot = new(FixedKeys.FormerRoot.Public, to: DateTimeOffset.FromUnixTimeSeconds(SeedLicense.Now - (100 * SeedLicense.Day)));

    private Oracle? _oracle;

    public override string[] Types { get; } = [DocumentTypes.ServerLicense, DocumentTypes.SessionLicense];

    public override string[] Files { get; } = ["master", "code-bound", "reserved-session"];

    public Oracle Oracle => _oracle ??= new(this);

    /// <summary>The documents of an accepted file, root first, read without the library; a session license comes last.</summary>
    public abstract IReadOnlyList<FileDocument> DocumentsOf(byte[] file);

    public override Reading Read(byte[] file, Question question) => new ChainReading(this, file, question);

    /// <summary>A verifier that has seen no file: 0 of one pinned root and product; 1 of two roots, one of them for a past period, and any product.</summary>
    public Verifier NewVerifier(int kind) => Opened(kind == 0 ? new Verifier(Product, Root) : new Verifier(null, FormerRoot, Root));

    /// <summary>The verifier with this encoding accepted.</summary>
    protected virtual Verifier Opened(Verifier verifier) => verifier;

    protected override Seed[] MakeSeeds() => SeedChains.Of(this);
}
