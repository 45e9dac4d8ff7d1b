using System.Text;
using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Notations;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz;

/// <summary>One lease, activation, ping or pong, or an activation with its key beside it: a request file.</summary>
internal sealed class MessageFormat : FuzzFormat
{
    private readonly JwsSigner _signer = new();

    private MessageOracle? _oracle;

    public override string Name => "message";

    public override JsonNotation Notation { get; } = new();

    public override Places Places { get; } = new("iss", "lk.seq", "", "", "cnf.jwk.x");

    public override string[] Types { get; } = [DocumentTypes.Lease, DocumentTypes.Activation, DocumentTypes.Ping, DocumentTypes.Pong, DocumentTypes.ServerLicense];

    public override string[] Names => MessagePieces.Names;

    public override byte[][] Values => MessagePieces.Values;

    public override string[] Files { get; } = ["lease", "ping", "request"];

    public MessageOracle Oracle => _oracle ??= new(this);

    public override byte[] Assemble(Recipe recipe)
    {
        var messages = string.Join('\n', recipe.Order.Select(i => _signer.Signed(recipe.Drafts[i])));
        return Encoding.UTF8.GetBytes(recipe.Keys.Count == 0 ? messages : $$"""{"lk":"activation-request/1","key":"{{recipe.Keys[0].X}}","activation":"{{messages}}"}""");
    }

    public override Reading Read(byte[] file, Question question) => new MessageReading(this, Encoding.UTF8.GetString(file), question.Holder ?? SeedMessages.Sender.Public);

    protected override Seed[] MakeSeeds() => SeedMessages.Of(this);
}
