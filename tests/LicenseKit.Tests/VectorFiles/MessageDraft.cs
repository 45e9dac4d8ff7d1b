using System.Collections.Immutable;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>The payload of a message as its members and the JSON of each: <c>iat</c>, or <c>lk.n</c> for one in <c>lk</c>. Immutable.</summary>
internal sealed record MessageDraft(string Name, DocumentType Type, byte Signer, ImmutableSortedDictionary<string, string> Members)
{
    public static readonly MessageDraft Lease = Of("lease", DocumentType.Lease, 2, $$"""
        aud "acme.robot"
        exp {{Some.Now + 600}}
        iat {{Some.Now}}
        iss "L1"
        lk.borrowed false
        lk.features ["vision"]
        lk.kind "developer"
        lk.license "S1"
        lk.n 1
        lk.nonce "{{Zeros(16)}}"
        lk.renewWithin 300
        lk.v 1
        lk.warnings []
        sub "{{Zeros(32)}}"
        """);

    public static readonly MessageDraft Activation = Of("activation", DocumentType.Activation, 2, $$$"""
        aud "acme.robot"
        cnf {"jwk":{"crv":"Ed25519","kty":"OKP","x":"{{{Some.Key(2).PublicKey.X}}}"}}
        iat {{{Some.Now}}}
        iss "{{{Some.Key(2).PublicKey.Thumbprint}}}"
        lk.license {"id":"L1","proof":"{{{Zeros(32)}}}","serial":1}
        lk.nonce "{{{Zeros(16)}}}"
        lk.v 1
        """);

    public static readonly MessageDraft Ping = Of("ping", DocumentType.Ping, 2, $$"""
        aud "L0"
        iat {{Some.Now}}
        iss "L1"
        lk.chain [{"serial":3,"sha256":"{{Zeros(32)}}"},{"serial":1,"sha256":"{{Zeros(32)}}"}]
        lk.clock 0
        lk.issued 2
        lk.nonce "{{Zeros(16)}}"
        lk.peak 4
        lk.prev {"seq":1,"sha256":"{{Zeros(32)}}"}
        lk.refused "LK1002"
        lk.seq 2
        lk.settled {"serial":1,"sha256":"{{Zeros(32)}}"}
        lk.use {"developer":3,"execution":1}
        lk.v 1
        """);

    public static readonly MessageDraft Pong = Of("pong", DocumentType.Pong, 1, $$"""
        aud "L1"
        iat {{Some.Now}}
        iss "L0"
        lk.chain [{"serial":3,"sha256":"{{Zeros(32)}}"},{"serial":1,"sha256":"{{Zeros(32)}}"}]
        lk.nonce "{{Zeros(16)}}"
        lk.seq 2
        lk.stray 1
        lk.v 1
        """);

    public static readonly IReadOnlyList<MessageDraft> All = [Lease, Activation, Ping, Pong];

    public string Payload => Object(Members.Where(m => !m.Key.StartsWith("lk.", StringComparison.Ordinal)).Append(new("lk", Lk)));

    private string Lk =>
        Object(Members.Where(m => m.Key.StartsWith("lk.", StringComparison.Ordinal)).Select(m => KeyValuePair.Create(m.Key[3..], m.Value)));

    /// <summary>So many zero bytes in base64url.</summary>
    public static string Zeros(int bytes) => Base64UrlText.Encode(new byte[bytes]);

    public MessageDraft With(string member, string json) => this with { Members = Members.SetItem(member, json) };

    public MessageDraft Without(params string[] members) => this with { Members = Members.RemoveRange(members) };

    /// <summary>The message as a document, signed by whom it must be.</summary>
    public string Sign() => Sign(Payload);

    /// <summary>The same with another payload.</summary>
    public string Sign(string payload) => Signed.Sign(payload, Type, Some.Key(Signer));

    private static MessageDraft Of(string name, DocumentType type, byte signer, string members) => new(name, type, signer,
        members.Split('\n').Select(l => l.Split(' ', 2)).ToImmutableSortedDictionary(m => m[0], m => m[1].TrimEnd('\r'),
            StringComparer.Ordinal));

    private static string Object(IEnumerable<KeyValuePair<string, string>> members) =>
        $"{{{string.Join(',', members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"\"{m.Key}\":{m.Value}"))}}}";
}
