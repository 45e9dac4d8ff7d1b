using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Protocol;

/// <summary>The parent's answer to one ping: its time, and the newest chain that it knows for the child.</summary>
internal sealed record Pong
{
    /// <summary>The parent's license id.</summary>
    public required string Parent { get; init; }

    /// <summary>The child's license id.</summary>
    public required string License { get; init; }

    /// <summary>The parent's effective now.</summary>
    public required long IssuedAt { get; init; }

    public required long Seq { get; init; }

    public required string Nonce { get; init; }

    public required IReadOnlyList<LinkVersion> Chain { get; init; }

    /// <summary>True for the answer to a ping that does not follow the last one: it is never the same document as an answer that was given before.</summary>
    public bool IsStray { get; init; }

    /// <summary>Content hash; empty before signing.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The unsigned document.</summary>
    public Document Document(PublicKey signer)
    {
        var json = new CanonicalWriter();
        json.Open();
        json.Member("aud"u8, License);
        json.Member("iat"u8, IssuedAt);
        json.Member("iss"u8, Parent);
        json.Open("lk"u8);
        LinkVersion.Write(Chain, json);
        json.Member("nonce"u8, Nonce);
        json.Member("reads"u8, 1);
        json.Member("seq"u8, Seq);
        if (IsStray)
        {
            json.Member("stray"u8, 1);
        }

        json.Member("v"u8, 1);
        json.Close();
        json.Close();
        return new(DocumentType.Pong, json.Written, signer);
    }

    public string Sign(SigningKey key) => Document(key.PublicKey).Sign(key).Compact;

    public static Outcome<Pong> Read(string jws, PublicKey key)
    {
        if (!MessageReader.Read(jws, DocumentType.Pong, key).Is(out var message, out var fault))
        {
            return fault;
        }

        var lk = message.Lk;
        var pong = new Pong
        {
            Parent = message.Text("iss", Names.IsId),
            License = message.Text("aud", Names.IsId),
            IssuedAt = message.Instant("iat"),
            Seq = lk.Ordinal("seq"),
            Nonce = lk.Text("nonce", Names.IsNonce),
            Chain = LinkVersion.ReadChain(lk),
            IsStray = lk.Has("stray") && lk.Integer("stray", 1, 1) == 1,
            Sha256 = message.ContentHash,
        };
        return message.Fault is { } wrong ? wrong : pong;
    }
}
