using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LicenseKit.Fuzz.Seeds;
using LicenseKit.Signing;

namespace LicenseKit.Fuzz.Judging;

/// <summary>Judges the readers of messages by rules written a second time: each accepts what has the form and the signature, and nothing else, and says what was signed.</summary>
internal sealed class MessageOracle(MessageFormat format)
{
    /// <summary>Texts and the keys that signed them.</summary>
    private readonly Remembered<(string Sha256, KeyPair Signer)> _signed = new();

    private readonly HashSet<string> _good = [.. format.Seeds.Select(s => MessageOf(Encoding.UTF8.GetString(format.GoodFile(s))))];

    /// <exception cref="Violation">The answer is not the one that must be given for this text.</exception>
    public void Judge(string text, MessageAnswer answer, PublicKey key, bool isRecipe)
    {
        var (message, type, signer) = answer.Type == MessageAnswer.RequestFile ? InFile(text) : (text, answer.Type, FixedKeys.OfX(key.X));
        var jws = signer is null ? null : MessageJws.Read(message, type, signer);
        var said = jws is null ? null : (JsonObject?)MessageForms.Of(type)(jws.Root);
        var shouldBe = said is not null && (type != DocumentTypes.Activation || NamesItsSigner(said, signer!)) && IsSigned(message, jws!, signer!);
        if (shouldBe != answer.Fault is null)
        {
            throw new Violation(shouldBe ? $"A good {type} is refused: {answer.Fault}" : $"A {type} is accepted that is none, or not of this signer.");
        }

        if (shouldBe)
        {
            if (!isRecipe && !_good.Contains(message))
            {
                throw new Violation($"A {type} is accepted that nobody signed.");
            }

            JudgeRewritten(jws!, type, said!, answer, signer!);
        }
    }

    /// <summary>The object says what was signed: written once more, it is the same.</summary>
    private static void JudgeRewritten(MessageJws jws, string type, JsonObject said, MessageAnswer answer, KeyPair signer)
    {
        var again = answer.Again!(jws.Root, signer.Public).Payload.ToArray();
        if (MessageJws.RootOf(again) is not { } root || MessageForms.Of(type)(root)?.ToJsonString() != said.ToJsonString())
        {
            throw new Violation($"What was read is written again as {Encoding.UTF8.GetString(again)}; {jws.Root} was signed.");
        }
    }

    private static bool NamesItsSigner(JsonObject activation, KeyPair signer) =>
        (string?)activation["cnf"]!["jwk"]!["x"] == signer.X && (string?)activation["iss"] == signer.Thumbprint;

    private bool IsSigned(string message, MessageJws jws, KeyPair signer)
    {
        var name = (Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(message))), signer);
        return _signed.Contains(name) || (signer.Verifies(Encoding.ASCII.GetBytes(jws.Signed), jws.Signature) && _signed.Add(name));
    }

    private static string MessageOf(string file) => file.StartsWith('{') ? InFile(file).Message : file;

    /// <summary>The activation in a request file and the key beside it; no signer when it is no such file, or its key is nobody's.</summary>
    private static (string Message, string Type, KeyPair? Signer) InFile(string text)
    {
        try
        {
            using var file = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 4 });
            var (lk, key, activation) = (TextOf(file.RootElement, "lk"), TextOf(file.RootElement, "key"), TextOf(file.RootElement, "activation"));
            return (activation ?? "", DocumentTypes.Activation, lk == MessageAnswer.RequestFile && activation is not null ? FixedKeys.OfX(key) : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ("", DocumentTypes.Activation, null);
        }
    }

    private static string? TextOf(JsonElement file, string name) =>
        file.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
