using System.Security.Cryptography;
using System.Text.Json;
using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Protocol;

/// <summary>An installation's self-signed statement "this is my key", and, for an activation online, "I hold this license file".</summary>
public sealed class ActivationRequest
{
    private const string FileVersion = "activation-request/1";
    private const int MaxLength = 16 * 1024;
    private ActivationRequest(PublicKey key, string product, string jws, HeldFile? held)
    {
        Key = key;
        Product = product;
        Jws = jws;
        Held = held;
    }

    /// <summary>The key that signed the request and asks to be the holder.</summary>
    public PublicKey Key { get; }

    /// <summary>The product for which it asks.</summary>
    public string Product { get; }

    /// <summary>The signed document.</summary>
    internal string Jws { get; }

    /// <summary>The license file that the sender proves to hold; null in a request file.</summary>
    internal HeldFile? Held { get; }

    /// <summary>The unsigned document of a request; with <paramref name="file"/> it activates that license, without it is a request file.</summary>
    internal static Document Document(PublicKey key, string product, long now, string nonce, HeldFile? file)
    {
        var json = new CanonicalWriter();
        json.Open();
        json.Member("aud"u8, product);
        json.Open("cnf"u8);
        Terms.WriteJwk(key, json);
        json.Close();
        json.Member("iat"u8, now);
        json.Member("iss"u8, key.Thumbprint);
        json.Open("lk"u8);
        if (file is not null)
        {
            json.Open("license"u8);
            json.Member("id"u8, file.Id);
            json.Member("proof"u8, file.Proof);
            json.Member("serial"u8, file.Serial);
            json.Close();
        }

        json.Member("nonce"u8, nonce);
        json.Member("reads"u8, 1);
        json.Member("software"u8, "LicenseKit");
        json.Member("v"u8, 1);
        json.Close();
        json.Close();
        return new(DocumentType.Activation, json.Written, key);
    }

    /// <summary>Signs a request with the key in this process.</summary>
    internal static ActivationRequest Sign(SigningKey key, string product, long now, string nonce, ServerLicense? held = null)
    {
        var file = held is null ? null : HeldFile.Of(held);
        return new(key.PublicKey, product, Document(key.PublicKey, product, now, nonce, file).Sign(key).Compact, file);
    }

    /// <summary>A request to be carried by hand, for a product.</summary>
    /// <param name="signer">The installation's key.</param>
    /// <param name="product">The product id.</param>
    /// <param name="now">When it is signed.</param>
    /// <param name="nonce">16 to 32 random bytes.</param>
    /// <param name="cancellationToken">Stops waiting for the signer.</param>
    /// <exception cref="ArgumentException">The nonce has less than 16 or more than 32 bytes.</exception>
    /// <exception cref="SigningException">The signer cannot sign now.</exception>
    public static async ValueTask<ActivationRequest> ForFileAsync(
        ISigner signer, string product, DateTimeOffset now, ReadOnlyMemory<byte> nonce, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(product);
        if (nonce.Length is < 16 or > 32)
        {
            throw new ArgumentException($"A nonce has 16 to 32 bytes; this one has {nonce.Length}.", nameof(nonce));
        }

        var key = signer.PublicKey;
        var document = Document(key, product, UnixTime.Of(now), Base64UrlText.Encode(nonce.Span), null);
        return new(key, product, (await document.SignAsync(signer, cancellationToken).ConfigureAwait(false)).Compact, null);
    }

    /// <summary>Verifies a request with the key that it names itself: the sender has the private half.</summary>
    internal static Outcome<ActivationRequest> Read(string jws, string keyText)
    {
        if (!PublicKey.TryCreate(keyText, out var key))
        {
            return new LicenseFault(FaultCode.BadKey, "The 'key' beside the activation is not an Ed25519 key that may be used.", "Send the installation's public key in base64url.");
        }

        if (!MessageReader.Read(jws, DocumentType.Activation, key, MaxLength).Is(out var message, out var fault))
        {
            return fault;
        }

        var lk = message.Lk;
        var named = message.Key();
        var product = message.Text("aud", Names.IsProduct);
        var issuer = message.Sha256("iss");
        _ = message.Instant("iat");
        _ = lk.Text("nonce", Names.IsNonce);
        var held = lk.Has("license") && lk.Inner("license") is { } license
            ? new HeldFile(license.Text("id", Names.IsId), license.Ordinal("serial"), license.Sha256("proof"))
            : null;
        if (message.Fault is { } wrong)
        {
            return wrong;
        }

        return key.Equals(named) && issuer == key.Thumbprint
            ? new ActivationRequest(key, product, jws, held)
            : new LicenseFault(FaultCode.BadActivation, "The activation is signed by another key than the one that it names.", "Make the activation on the installation that shall hold the license.");
    }

    /// <summary>Reads a request file: <c>{"lk":"activation-request/1","key","activation"}</c>.</summary>
    public static Outcome<ActivationRequest> ReadFile(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 4 });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && TryText(root, "lk", out var version) && version == FileVersion
                && TryText(root, "key", out var key) && TryText(root, "activation", out var activation))
            {
                return Read(activation, key);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return NotARequest();
        }

        return NotARequest();
    }

    /// <summary>The request as a file.</summary>
    public string ToFile() => JsonSerializer.Serialize(
        new Dictionary<string, string> { ["lk"] = FileVersion, ["key"] = Key.X, ["activation"] = Jws }, ActivationJson.Default.DictionaryStringString);

    /// <summary>SHA-256 of the signature of a document: known only to who holds the document.</summary>
    internal static string ProofOf(string jws)
    {
        var signature = Base64UrlText.Decode(jws[(jws.LastIndexOf('.') + 1)..], 64) ?? throw new ArgumentException("Not a compact JWS.", nameof(jws));
        return Base64UrlText.Encode(SHA256.HashData(signature));
    }

    private static bool TryText(JsonElement root, string name, out string text)
    {
        var found = root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;
        text = found ? value.GetString()! : "";
        return found;
    }

    private static LicenseFault NotARequest() => new(FaultCode.BadRequestFile, $"The text is not an activation request file of form '{FileVersion}'.",
        "Make one with 'licensekit request', or download it from the installation.");
}
