using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LicenseKit.Chains;
using LicenseKit.Fuzz.Recipes;
using LicenseKit.Fuzz.Seeds;
using LicenseKit.Signing;

namespace LicenseKit.Fuzz.Judging;

/// <summary>Judges a verdict by rules written a second time, as plainly as possible: a typed fault, or rights that the issuers have.</summary>
internal sealed class Oracle(ChainFormat format)
{
    /// <summary>Documents that a key was seen to have signed: those of the seeds come again and again.</summary>
    private readonly HashSet<(string Document, KeyPair Key)> _seen = [];

    /// <summary>Accepted files that were judged: most are a seed with an edit that changed nothing.</summary>
    private readonly Remembered<(string Sha256, Question Question, bool IsRecipe)> _judged = new();

    private readonly HashSet<string> _good = [.. format.Seeds.SelectMany(s => format.DocumentsOf(Checked(s, format))).Select(d => d.Identity)];

    /// <exception cref="Violation">The verdict is not one that may be given for this file.</exception>
    public void Judge(byte[] file, Verdict verdict, Question question, bool isRecipe)
    {
        if (verdict.Chain is { } chain)
        {
            Demand(verdict.Fault is null, "A verdict has a chain and a fault.");
            var name = (Convert.ToBase64String(SHA256.HashData(file)), question, isRecipe);
            if (!_judged.Contains(name))
            {
                JudgeChain(format.DocumentsOf(file), chain, verdict, question, isRecipe);
                _judged.Add(name);
            }
        }
        else
        {
            Demand(verdict.Fault is not null, "A verdict has neither chain nor fault.");
            Demand(verdict.License is null && verdict.SessionLicense is null && !verdict.Standing.Serves, "A refused file yields something.");
        }
    }

    private void JudgeChain(IReadOnlyList<FileDocument> documents, Chain chain, Verdict verdict, Question question, bool isRecipe)
    {
        Demand(chain.Links.Count is >= 1 and <= 8 && documents.Count == chain.Links.Count + (chain.SessionLicense is null ? 0 : 1), "The chain has a wrong number of links.");
        var links = new List<Facts>();
        var signer = FixedKeys.Root;
        for (var i = 0; i < documents.Count; i++)
        {
            Demand(isRecipe || _good.Contains(documents[i].Identity), $"Link {i} of a file that nobody signed is accepted.");
            using var json = JsonDocument.Parse(documents[i].Payload);
            Demand(CanonicalJson.Of(json.RootElement).AsSpan().SequenceEqual(Encoding.UTF8.GetString(documents[i].Payload)), $"The payload of link {i} is not canonical.");
            var facts = new Facts(json.RootElement, documents[i].Payload);
            Wording.Check(json.RootElement.GetProperty("lk"));
            signer = i == 0 ? RootOf(facts) : FixedKeys.OfX(HolderOf(links[^1], chain, i - 1));
            Demand(signer is not null, $"Link {i} is accepted under a key that nobody has.");
            Demand(_seen.Contains((documents[i].Identity, signer!)) || (documents[i].IsSignedBy(signer!) && Remember(documents[i], signer!)), $"Link {i} is not signed by {signer!.Thumbprint}.");
            if (i < chain.Links.Count)
            {
                Says.Same(facts, chain.Links[i]);
                Demand(documents[i].Jws is not { } jws || jws == chain.Links[i].Jws, $"The JWS of link {i} is not the one in the file.");
                links.Add(facts);
            }
            else
            {
                Says.Same(facts, chain.SessionLicense!);
                Demand(facts.Issuer == links[^1].Id && facts.Product == links[^1].Product, "The session license is another server's.");
                Demand(links.TrueForAll(l => l.Id != facts.Id), "The session license has the id of a server license.");
            }
        }

        Delegated.Check(links);
        Effective.Check(links, chain.Rights);
        JudgeStanding(links, verdict, question);
    }

    private static KeyPair RootOf(Facts master)
    {
        Demand(master.Parent is null && master.Silence is null && (master.KeyX ?? master.Code) is not null, "A Master license has the shape of a child's.");
        return Array.Find(FixedKeys.All[..FixedKeys.Roots], k => k.Thumbprint == master.Issuer) ?? throw new Violation("A Master license names no root key.");
    }

    private static string? HolderOf(Facts link, Chain chain, int index) => link.KeyX ?? (link.Code is null ? null
        : FixedKeys.All.FirstOrDefault(k => LicenseCode.Of(k.Public, chain.Links[index].Product).ToString() == link.Code)?.X);

    private static void JudgeStanding(List<Facts> links, Verdict verdict, Question question)
    {
        var end = Effective.EndsOf(links).Min();
        Demand(!verdict.Standing.Serves || (links.TrueForAll(l => l.State == "active" && l.NotBefore <= question.At && l.IssuedAt <= question.At) && question.At < end && (links[^1].KeyX ?? links[^1].Code) is not null),
            $"A license serves that is suspended, not activated or out of its time: {verdict.Standing.Text}.");
        Demand(question.Holder is null || links[^1].KeyX is not { } x || PublicKey.TryCreate(x, out var holder) && question.Holder.Equals(holder), "A license of another installation is accepted.");
        Demand(verdict.Standing.Serves == verdict.Standing.Fault is null, "A standing says why it serves, or does not say why it does not.");
    }

    private bool Remember(FileDocument document, KeyPair signer)
    {
        if (_good.Contains(document.Identity))
        {
            _seen.Add((document.Identity, signer));
        }

        return true;
    }

    private static byte[] Checked(Seed seed, ChainFormat format)
    {
        var file = format.GoodFile(seed);
        var fault = format.NewVerifier(0).Verify(file, DateTimeOffset.FromUnixTimeSeconds(SeedLicense.Now)).Fault;
        return fault is null ? file : throw new InvalidOperationException($"Seed '{seed.Name}' is refused: {fault}");
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new Violation(otherwise);
        }
    }
}
