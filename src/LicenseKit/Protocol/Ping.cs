using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Protocol;

/// <summary>What a child reports to its parent: what it holds, what is settled, what is in use.</summary>
internal sealed record Ping
{
    /// <summary>Longest ping in characters of its compact form.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The child's license id.</summary>
    public required string License { get; init; }

    /// <summary>The parent's license id.</summary>
    public required string Parent { get; init; }

    public required long IssuedAt { get; init; }

    /// <summary>Rises with every new ping of one key.</summary>
    public required long Seq { get; init; }

    public required string Nonce { get; init; }

    /// <summary>The last pong that the child accepted.</summary>
    public PongName? Previous { get; init; }

    public required IReadOnlyList<LinkVersion> Chain { get; init; }

    /// <summary>The highest version that everything the child has given out fits.</summary>
    public LinkVersion? Settled { get; init; }

    /// <summary>Code of the fault for which the last bundle was refused.</summary>
    public string? Refused { get; init; }

    public IReadOnlyDictionary<string, long> Use { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Most sessions at once since the last pong.</summary>
    public long Peak { get; init; }

    /// <summary>Live licenses that the child has issued.</summary>
    public long Issued { get; init; }

    /// <summary>Seconds by which the child's wall clock is behind its effective time.</summary>
    public long Clock { get; init; }

    /// <summary>The unsigned document.</summary>
    public Document Document(PublicKey signer)
    {
        var json = new CanonicalWriter();
        json.Open();
        json.Member("aud"u8, Parent);
        json.Member("iat"u8, IssuedAt);
        json.Member("iss"u8, License);
        json.Open("lk"u8);
        LinkVersion.Write(Chain, json);
        json.Member("clock"u8, Clock);
        json.Member("issued"u8, Issued);
        json.Member("nonce"u8, Nonce);
        json.Member("peak"u8, Peak);
        if (Previous is { } previous)
        {
            json.Open("prev"u8);
            json.Member("seq"u8, previous.Seq);
            json.Member("sha256"u8, previous.Sha256);
            json.Close();
        }

        json.Member("reads"u8, 1);
        if (Refused is { } refused)
        {
            json.Member("refused"u8, refused);
        }

        json.Member("seq"u8, Seq);
        if (Settled is { } settled)
        {
            json.Open("settled"u8);
            json.Member("serial"u8, settled.Serial);
            json.Member("sha256"u8, settled.Sha256);
            json.Close();
        }

        json.Member("software"u8, "LicenseKit");
        json.Open("use"u8);
        foreach (var (kind, count) in Use.OrderBy(u => u.Key, StringComparer.Ordinal))
        {
            json.Member(kind, count);
        }

        json.Close();
        json.Member("v"u8, 1);
        json.Close();
        json.Close();
        return new(DocumentType.Ping, json.Written, signer);
    }

    public string Sign(SigningKey key) => Document(key.PublicKey).Sign(key).Compact;

    public static Outcome<Ping> Read(string jws, PublicKey key)
    {
        if (!MessageReader.Read(jws, DocumentType.Ping, key, MaxLength).Is(out var message, out var fault))
        {
            return fault;
        }

        var lk = message.Lk;
        var ping = new Ping
        {
            License = message.Text("iss", Names.IsId),
            Parent = message.Text("aud", Names.IsId),
            IssuedAt = message.Instant("iat"),
            Seq = lk.Ordinal("seq"),
            Nonce = lk.Text("nonce", Names.IsNonce),
            Previous = PreviousOf(lk),
            Chain = LinkVersion.ReadChain(lk),
            Settled = lk.Has("settled") && lk.Inner("settled") is { } settled ? LinkVersion.Read(settled) : null,
            Refused = lk.Has("refused") ? lk.Text("refused", Names.IsFeature) : null,
            Use = lk.Counts("use"),
            Peak = lk.Count("peak"),
            Issued = lk.Count("issued"),
            Clock = lk.Instant("clock"),
        };
        return message.Fault is { } wrong ? wrong : ping;
    }

    /// <summary>The pong that a ping names, of whatever version its other members are.</summary>
    public static PongName? PreviousOf(MessageReader lk) =>
        lk.Has("prev") && lk.Inner("prev") is { } previous ? new PongName(previous.Ordinal("seq"), previous.Sha256("sha256")) : null;
}
