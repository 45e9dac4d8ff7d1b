using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>The payload of a server license in RFC 8785 form.</summary>
internal static class ServerLicenseWriter
{
    [ThreadStatic]
    private static CanonicalWriter? _writer;

    /// <summary>The unsigned document of a server license.</summary>
    public static Document Document(ServerLicenseClaims claims, PublicKey signer) => new(DocumentType.ServerLicense, Payload(claims), signer);

    public static string Sign(ServerLicenseClaims claims, SigningKey key) => Document(claims, key.PublicKey).Sign(key).Compact;

    /// <summary>The bytes that are signed, valid until this thread writes the next payload.</summary>
    public static ReadOnlySpan<byte> Payload(ServerLicenseClaims claims)
    {
        var json = _writer ??= new CanonicalWriter();
        json.Clear();
        Write(claims, json);
        return json.Written;
    }

    public static void Write(ServerLicenseClaims license, CanonicalWriter json)
    {
        json.Open();
        json.Member("aud"u8, license.Product);
        WriteBinding(license.Binding, json);
        json.Member("exp"u8, license.Expires);
        json.Member("iat"u8, license.IssuedAt);
        json.Member("iss"u8, license.Issuer);
        json.Open("lk"u8);
        json.Member("client"u8, license.Client);
        if (license.Contact is { } contact)
        {
            json.Open("contact"u8);
            json.Member("every"u8, contact.Every);
            json.Member("silence"u8, contact.Silence);
            json.Close();
        }

        Terms.WriteExtensions(license.Extensions, json);
        Terms.WriteFeatures(license.Features, json);
        json.Member("grace"u8, license.Grace);
        json.Member("maxDuration"u8, Limit.ToWire(license.MaxDuration));
        json.Member("maxLease"u8, Limit.ToWire(license.MaxLease));
        json.Member("maxLicenses"u8, Limit.ToWire(license.MaxLicenses));
        json.Member("maxOffline"u8, Limit.ToWire(license.MaxOffline));
        json.Member("oem"u8, license.Oem);
        WriteOverage(license.Overage, json);
        if (license.Parent is { } parent)
        {
            json.Open("parent"u8);
            json.Member("id"u8, parent.Id);
            json.Member("serial"u8, parent.Serial);
            json.Member("sha256"u8, parent.Sha256);
            json.Close();
        }

        if (license.ParentUrl is { } url)
        {
            json.Member("parentUrl"u8, url);
        }

        Terms.WriteSeats(license.Seats, json);
        json.Member("serial"u8, license.Serial);
        Terms.WriteStages(license.Stages, json);
        json.Member("state"u8, Name(license.State));
        json.Member("v"u8, 1);
        json.Close();
        json.Member("nbf"u8, license.NotBefore);
        json.Member("sub"u8, license.Id);
        json.Close();
    }

    public static string Name(LicenseState state) => state switch
    {
        LicenseState.Active => "active",
        LicenseState.Suspended => "suspended",
        _ => "revoked",
    };

    public static string Name(OverageMode mode) => mode switch
    {
        OverageMode.Finish => "finish",
        OverageMode.Deadline => "deadline",
        _ => "end",
    };

    private static void WriteBinding(Binding? binding, CanonicalWriter json)
    {
        if (binding is null)
        {
            return;
        }

        json.Open("cnf"u8);
        switch (binding)
        {
            case Binding.ToKey bound:
                Terms.WriteJwk(bound.Key, json);
                break;
            case Binding.ToCode bound:
                json.Member("lkc"u8, bound.Code.ToString());
                break;
        }

        json.Close();
    }

    private static void WriteOverage(Overage overage, CanonicalWriter json)
    {
        json.Open("overage"u8);
        json.Member("mode"u8, Name(overage.Mode));
        if (overage.Mode == OverageMode.Deadline)
        {
            json.Member("seconds"u8, overage.Seconds);
        }

        json.Close();
    }
}
