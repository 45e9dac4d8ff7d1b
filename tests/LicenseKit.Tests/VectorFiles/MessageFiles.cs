using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>Messages as documents, and the form of their payloads: what holds whatever the members say.</summary>
internal static class MessageFiles
{
    private static readonly MessageDraft Lease = MessageDraft.Lease;

    public static IEnumerable<MessageFile> All() =>
        [.. Whole(), .. Documents(), .. Sizes(), .. Forms(), .. Depths(), .. OpenWorld(), .. Frames(), .. Activations()];

    private static IEnumerable<MessageFile> Whole() =>
    [
        new("lease-good", "A lease.", Lease, Lease.Sign()),
        new("activation-good", "An activation of a license.", MessageDraft.Activation, MessageDraft.Activation.Sign()),
        new("activation-request", "An activation without a license: a request.", MessageDraft.Activation,
            MessageDraft.Activation.Without("lk.license").Sign()),
        new("ping-good", "A ping with all its members.", MessageDraft.Ping, MessageDraft.Ping.Sign()),
        new("ping-first", "A ping with no member that may be absent.", MessageDraft.Ping,
            MessageDraft.Ping.Without("lk.prev", "lk.refused", "lk.settled").Sign()),
        new("pong-good", "A pong with all its members.", MessageDraft.Pong, MessageDraft.Pong.Sign()),
        new("pong-plain", "A pong with no member that may be absent.", MessageDraft.Pong, MessageDraft.Pong.Without("lk.stray").Sign()),
        new("lease-warnings-known", "The warnings of a lease.", Lease, Lease.With("lk.warnings", """["grace","no-place-after"]""").Sign()),
        new("lease-warnings-other", "A warning that the reader does not know.", Lease,
            Lease.With("lk.warnings", """["of-tomorrow"]""").Sign()),
    ];

    /// <summary>The same rules of documents as for licenses.</summary>
    private static IEnumerable<MessageFile> Documents()
    {
        foreach (var draft in MessageDraft.All)
        {
            var key = Some.Key(draft.Signer);
            var other = draft.Type == DocumentType.Pong ? DocumentType.Ping : DocumentType.Pong;
            var signed = draft.Sign();
            yield return Case("alg-ed25519", "Header with 'Ed25519' as algorithm.",
                Signed.Sign(GoodFiles.Header("Ed25519", key, draft.Type.Name), draft.Payload, key));
            yield return Case("header-typ", $"Header of type {other.Name}.", Signed.Sign(draft.Payload, other, key), FaultCode.WrongHeader);
            yield return Case("header-license", "Header of a server license.", Signed.Sign(draft.Payload, DocumentType.ServerLicense, key),
                FaultCode.WrongHeader);
            yield return Case("header-none", "alg none.", Signed.Sign(GoodFiles.Header("none", key, draft.Type.Name), draft.Payload, key),
                FaultCode.WrongAlgorithm);
            yield return Case("header-signer", "Signed by another key under its own header.",
                Signed.Sign(draft.Payload, draft.Type, Some.Key(66)), FaultCode.WrongHeader);
            yield return Case("signature-forged", "Signed by another key under the header of the right one.",
                Signed.Sign(GoodFiles.Header("EdDSA", key, draft.Type.Name), draft.Payload, Some.Key(66)), FaultCode.BadSignature);
            yield return Case("signature-payload", "The payload of another message under the signature of this one.",
                With(signed, 1, Base64UrlText.Encode(Some.Utf8(draft.With("iat", "1").Payload))), FaultCode.BadSignature);
            yield return Case("jws-two-parts", "No signature.", signed[..signed.LastIndexOf('.')], FaultCode.NotCompactJws);
            yield return Case("jws-padded", "A padded signature.", signed + "==", FaultCode.NotCompactJws);

            MessageFile Case(string name, string what, string document, FaultCode fault = FaultCode.None) =>
                new($"{draft.Name}-{name}", what, draft, document, fault);
        }
    }

    private static IEnumerable<MessageFile> Sizes()
    {
        foreach (var draft in MessageDraft.All)
        {
            var most = draft.Type == DocumentType.Activation ? 16384 : 65536;
            var (good, bad) = Around(draft, most);
            yield return new($"{draft.Name}-size-most", $"{good.Length} characters; {most} are allowed.", draft, good);
            yield return new($"{draft.Name}-size-more", $"{bad.Length} characters; {most} are allowed.", draft, bad, FaultCode.TooLarge);
        }
    }

    private static IEnumerable<MessageFile> Forms()
    {
        foreach (var draft in new[] { Lease, MessageDraft.Pong })
        {
            var good = draft.Payload;
            yield return Bad("space", "A space after a colon.", good.Replace("\"aud\":", "\"aud\": ", StringComparison.Ordinal));
            yield return Bad("before", "A line break before the object.", "\n" + good);
            yield return Bad("after", "Another object after the object.", good + "{}");
            yield return Bad("array", "An array around the object.", $"[{good}]");
            yield return Bad("not-json", "No JSON.", "message");
            yield return Bad("unsorted", "A member at the wrong place.", $"{{\"zz\":1,{good[1..]}");
            yield return Bad("twice", "A member twice.", good.Replace("\"lk\":", "\"iat\":1,\"lk\":", StringComparison.Ordinal));
            yield return Bad("twice-unknown", "An unknown member twice.", draft.With("lk.x", "1,\"x\":1").Payload);
            yield return Bad("twice-inside", "A member twice inside an unknown one.", draft.With("lk.x", """{"a":1,"a":1}""").Payload);
            yield return Bad("unsorted-inside", "Members out of order inside an unknown one.",
                draft.With("lk.x", """{"b":1,"a":1}""").Payload);
            yield return Bad("slash", "An escape that is not needed.", draft.With("lk.x", "\"\\/\"").Payload);
            yield return Bad("escaped-letter", "A letter as an escape.", draft.With("lk.x", "\"\\u0061\"").Payload);
            yield return Bad("escaped-name", "A member's name with an escape.",
                draft.Payload.Replace("\"nonce\"", "\"n\\u006fnce\"", StringComparison.Ordinal));
            yield return Bad("tab", "A tab in a text of an unknown member.", draft.With("lk.x", "\"a\\tb\"").Payload);
            yield return Bad("control", "U+0001 in a text of an unknown member.", draft.With("lk.x", "\"a\\u0001b\"").Payload);
            yield return Bad("bidi", "U+202E in a text of an unknown member.", draft.With("lk.x", "\"a\u202eb\"").Payload);
            yield return Bad("bidi-name", "U+202E in the name of an unknown member.", draft.With("lk.x\u202e", "1").Payload);
            yield return Bad("surrogate", "Half a surrogate pair in a text of an unknown member.",
                draft.With("lk.x", "\"\\ud800\"").Payload);
            yield return Bad("fraction", "A fraction in an unknown member.", draft.With("lk.x", "1.5").Payload);
            yield return Bad("fraction-of-zero", "A fraction of zero.", draft.With("lk.x", "1.0").Payload);
            yield return Bad("exponent", "An exponent.", draft.With("lk.x", "1e2").Payload);
            yield return Bad("negative", "A negative number in an unknown member.", draft.With("lk.x", "-1").Payload);
            yield return Bad("minus-zero", "Minus zero.", draft.With("lk.x", "-0").Payload);
            yield return Bad("leading-zero", "A leading zero.", draft.With("lk.x", "01").Payload);
            yield return Bad("2-53", "2⁵³ in an unknown member.", draft.With("lk.x", "9007199254740992").Payload);
            yield return Bad("null", "An unknown member that is null.", draft.With("lk.x", "null").Payload);
            yield return Bad("null-inside", "null in an array of an unknown member.", draft.With("lk.x", "[null]").Payload);
            yield return Bad("null-member", "A member that is null.", draft.With("lk.nonce", "null").Payload);
            yield return Good("values", "Every kind of value in an unknown member.",
                draft.With("lk.x", """{"a":["é\"\\",true,false,0,9007199254740991,{}]}""").Payload);

            MessageFile Bad(string name, string what, string payload) => new($"{draft.Name}-form-{name}", what, draft, draft.Sign(payload),
                FaultCode.NotCanonical);
            MessageFile Good(string name, string what, string payload) => new($"{draft.Name}-form-{name}", what, draft,
                draft.Sign(payload));
        }
    }

    private static IEnumerable<MessageFile> Depths()
    {
        foreach (var draft in MessageDraft.All)
        {
            yield return new($"{draft.Name}-depth-16", "16 levels, with the payload and 'lk'.", draft,
                draft.With("lk.x", Nested(14)).Sign());
            yield return new($"{draft.Name}-depth-17", "17 levels.", draft, draft.With("lk.x", Nested(15)).Sign(), FaultCode.NotCanonical);
        }

        yield return new("lease-depth-20000", "20002 levels.", Lease, Lease.With("lk.x", Nested(20000)).Sign(), FaultCode.NotCanonical);
    }

    private static IEnumerable<MessageFile> OpenWorld()
    {
        foreach (var draft in MessageDraft.All)
        {
            yield return new($"{draft.Name}-unknown", "Members that nobody knows, beside 'lk' and in it.", draft,
                draft.With("x", "{}").With("lk.x", "[true]").Sign());
            yield return new($"{draft.Name}-reads", "'reads' and 'software', whatever they say.", draft,
                draft.With("lk.reads", "[]").With("lk.software", "7").Sign());
        }

        var chain = MessageDraft.Pong.Members["lk.chain"].Replace("\"serial\"", "\"more\":true,\"serial\"", StringComparison.Ordinal);
        yield return new("pong-unknown-in-chain", "A member that nobody knows in each link of 'chain'.", MessageDraft.Pong,
            MessageDraft.Pong.With("lk.chain", chain).Sign());
        var cnf = MessageDraft.Activation.Members["cnf"].Replace("\"kty\"", "\"kid\":1,\"kty\"", StringComparison.Ordinal).Replace("}}",
            "},\"x\":0}", StringComparison.Ordinal);
        yield return new("activation-unknown-in-cnf", "Members that nobody knows in 'cnf' and 'jwk'.", MessageDraft.Activation,
            MessageDraft.Activation.With("cnf", cnf).Sign());
    }

    private static IEnumerable<MessageFile> Frames()
    {
        foreach (var draft in MessageDraft.All)
        {
            yield return new($"{draft.Name}-frame-empty", "An object without members.", draft, draft.Sign("{}"), FaultCode.MissingMember);
            yield return new($"{draft.Name}-frame-no-lk", "No 'lk'.", draft,
                draft.Sign(draft.Payload.Replace("\"lk\":", "\"lj\":", StringComparison.Ordinal)), FaultCode.MissingMember);
            yield return new($"{draft.Name}-frame-lk-array", "'lk' is an array.", draft, draft.Sign($$"""{"lk":[]}"""),
                FaultCode.MissingMember);
            yield return new($"{draft.Name}-v-2", "Version 2.", draft, draft.With("lk.v", "2").Sign(), FaultCode.UnsupportedVersion);
            yield return new($"{draft.Name}-v-0", "Version 0.", draft, draft.With("lk.v", "0").Sign(), FaultCode.OutOfRange);
            yield return new($"{draft.Name}-v-text", "The version as a text.", draft, draft.With("lk.v", "\"1\"").Sign(),
                FaultCode.OutOfRange);
            yield return new($"{draft.Name}-v-absent", "No version.", draft, draft.Without("lk.v").Sign(), FaultCode.OutOfRange);
        }
    }

    /// <summary>An activation states its own key.</summary>
    private static IEnumerable<MessageFile> Activations()
    {
        var (draft, other) = (MessageDraft.Activation, Some.Key(66).PublicKey);
        var cnf = draft.Members["cnf"];
        yield return Case("another", "'cnf' with another key than the one that signed.",
            draft.With("cnf", cnf.Replace(Some.Key(2).PublicKey.X, other.X, StringComparison.Ordinal)), FaultCode.BadActivation);
        yield return Case("iss-another", "'iss' is the thumbprint of another key.", draft.With("iss", $"\"{other.Thumbprint}\""),
            FaultCode.BadActivation);
        yield return Case("small-order", "'cnf' with a key of small order.",
            draft.With("cnf", cnf.Replace(Some.Key(2).PublicKey.X, MessageDraft.Zeros(32), StringComparison.Ordinal)), FaultCode.BadKey);
        yield return Case("crv", "'crv' is Ed448.", draft.With("cnf", cnf.Replace("Ed25519", "Ed448", StringComparison.Ordinal)),
            FaultCode.BadKey);
        yield return Case("kty", "'kty' is EC.", draft.With("cnf", cnf.Replace("OKP", "EC", StringComparison.Ordinal)), FaultCode.BadKey);
        yield return Case("no-x", "No 'x'.", draft.With("cnf", """{"jwk":{"crv":"Ed25519","kty":"OKP"}}"""), FaultCode.MissingMember);
        yield return Case("code", "A License Code in place of the key.",
            draft.With("cnf", $$"""{"lkc":"{{LicenseCode.Of(Some.Key(2).PublicKey, Some.Product)}}"}"""), FaultCode.MissingMember);
        yield return Case("absent", "No 'cnf'.", draft.Without("cnf"), FaultCode.MissingMember);

        MessageFile Case(string name, string what, MessageDraft changed, FaultCode fault) => new($"activation-key-{name}", what, draft,
            changed.Sign(), fault);
    }

    /// <summary>The longest document of at most so many characters that an unknown text can make it, and the next one.</summary>
    private static (string Good, string Bad) Around(MessageDraft draft, int most)
    {
        string Padded(int pad) => draft.With("lk.x", $"\"{new string('x', pad)}\"").Sign();
        var pad = (most - Padded(0).Length) * 3 / 4;
        while (Padded(pad + 1).Length <= most)
        {
            pad++;
        }

        return (Padded(pad), Padded(pad + 1));
    }

    private static string Nested(int arrays) => new string('[', arrays) + new string(']', arrays);

    private static string With(string jws, int part, string text)
    {
        var parts = jws.Split('.');
        parts[part] = text;
        return string.Join('.', parts);
    }
}
