using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>The payload of a server license in RFC 8785 form.</summary>
internal static class ServerLicenseWriter
{
    public static string Sign(ServerLicenseClaims claims, SigningKey key)
    {
        var json = new CanonicalWriter();
        Write(claims, json);
        return Jws.Sign(json.Written, DocumentType.ServerLicense, key);
    }

    public static void Write(ServerLicenseClaims license, CanonicalWriter json)
    {
        json.Open();
        json.Member("aud", license.Product);
        WriteBinding(license.Binding, json);
        json.Member("exp", license.Expires);
        json.Member("iat", license.IssuedAt);
        json.Member("iss", license.Issuer);
        json.Open("lk");
        json.Member("client", license.Client);
        if (license.Contact is { } contact)
        {
            json.Open("contact");
            json.Member("every", contact.Every);
            json.Member("silence", contact.Silence);
            json.Close();
        }

        Terms.WriteExtensions(license.Extensions, json);
        Terms.WriteFeatures(license.Features, json);
        json.Member("grace", license.Grace);
        json.Member("maxDuration", Limit.ToWire(license.MaxDuration));
        json.Member("maxLease", Limit.ToWire(license.MaxLease));
        json.Member("maxLicenses", Limit.ToWire(license.MaxLicenses));
        json.Member("maxOffline", Limit.ToWire(license.MaxOffline));
        json.Member("oem", license.Oem);
        WriteOverage(license.Overage, json);
        if (license.Parent is { } parent)
        {
            json.Open("parent");
            json.Member("id", parent.Id);
            json.Member("serial", parent.Serial);
            json.Member("sha256", parent.Sha256);
            json.Close();
        }

        if (license.ParentUrl is { } url)
        {
            json.Member("parentUrl", url);
        }

        Terms.WriteSeats(license.Seats, json);
        json.Member("serial", license.Serial);
        Terms.WriteStages(license.Stages, json);
        json.Member("state", Name(license.State));
        json.Member("v", 1);
        json.Close();
        json.Member("nbf", license.NotBefore);
        json.Member("sub", license.Id);
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

        json.Open("cnf");
        switch (binding)
        {
            case Binding.ToKey bound:
                Terms.WriteJwk(bound.Key, json);
                break;
            case Binding.ToCode bound:
                json.Member("lkc", bound.Code.ToString());
                break;
        }

        json.Close();
    }

    private static void WriteOverage(Overage overage, CanonicalWriter json)
    {
        json.Open("overage");
        json.Member("mode", Name(overage.Mode));
        if (overage.Mode == OverageMode.Deadline)
        {
            json.Member("seconds", overage.Seconds);
        }

        json.Close();
    }
}
