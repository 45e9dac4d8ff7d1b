using System.Security.Cryptography;
using System.Text.Json;
using LicenseKit.Signing;

namespace LicenseKit.Licenses;

/// <summary>Reads the payload of a server license: closed world, RFC 8785 form, every range.</summary>
internal static class ServerLicenseReader
{
    public static Outcome<ServerLicenseClaims> Read(ReadOnlySpan<byte> payload, bool allowHttp = false)
    {
        var json = new StrictReader(payload);
        var claims = ReadMembers(ref json, allowHttp);
        return json.Fault is { } fault ? ReadDiagnostics.Explain(payload, DocumentType.ServerLicense, fault) : claims;
    }

    private static ServerLicenseClaims ReadMembers(ref StrictReader json, bool allowHttp)
    {
        json.Open();
        var product = json.Text("aud"u8);
        var binding = json.Has("cnf"u8) ? ReadBinding(ref json, product) : null;
        var expires = json.Integer("exp"u8, 0, UnixTime.Max);
        var issuedAt = json.Integer("iat"u8, 0, UnixTime.Max);
        var issuer = json.Text("iss"u8);
        json.Open("lk"u8);
        var client = json.Text("client"u8);
        var contact = json.Has("contact"u8) ? ReadContact(ref json) : null;
        var extensions = Terms.ReadExtensions(ref json);
        var features = Terms.ReadFeatures(ref json);
        var grace = json.Integer("grace"u8, 0, UnixTime.Max);
        var maxDuration = json.Integer("maxDuration"u8, 0, Terms.MaxCount);
        var maxLease = json.Integer("maxLease"u8, 0, Terms.MaxCount);
        var maxLicenses = json.Integer("maxLicenses"u8, 0, Terms.MaxCount);
        var maxOffline = json.Integer("maxOffline"u8, 0, Terms.MaxCount);
        var oem = json.Integer("oem"u8, 0, ServerLicenseClaims.MaxOem);
        var overage = ReadOverage(ref json);
        var parent = json.Has("parent"u8) ? ReadParent(ref json) : null;
        var parentUrl = json.Has("parentUrl"u8) ? json.Text("parentUrl"u8) : null;
        var seats = Terms.ReadSeats(ref json);
        var serial = json.Integer("serial"u8, 1, long.MaxValue);
        var stages = Terms.ReadStages(ref json, seats);
        var state = ReadState(ref json);
        ReadVersion(ref json);
        json.Close();
        var notBefore = json.Integer("nbf"u8, 0, UnixTime.Max);
        var id = json.Text("sub"u8);
        json.Close();
        json.End();
        var claims = new ServerLicenseClaims
        {
            Product = product,
            Id = id,
            Issuer = issuer,
            IssuedAt = issuedAt,
            NotBefore = notBefore,
            Expires = expires,
            Binding = binding,
            Client = client,
            Contact = contact,
            Extensions = extensions,
            Features = features,
            Grace = grace,
            MaxDuration = Limit.FromWire(maxDuration),
            MaxLease = Limit.FromWire(maxLease),
            MaxLicenses = Limit.FromWire(maxLicenses),
            MaxOffline = Limit.FromWire(maxOffline),
            Oem = (int)oem,
            Overage = overage,
            Parent = parent,
            ParentUrl = parentUrl,
            Seats = seats,
            Serial = serial,
            Stages = stages,
            State = state,
        };
        Judge(ref json, claims, allowHttp);
        return claims;
    }

    private static void Judge(ref StrictReader json, ServerLicenseClaims claims, bool allowHttp)
    {
        JudgeNames(ref json, claims.Product, claims.Id, claims.Issuer, claims.Client);
        JudgePeriod(ref json, claims.NotBefore, claims.Expires);
        if (claims.ParentUrl is { } url && !UrlForm.Allows(url, allowHttp))
        {
            json.Refuse(FaultCode.BadUrl, $"Server URL '{Names.Shown(url)}' is not {UrlForm.Expected}.", Names.Shown(url));
        }

        if (claims.Parent is { } parent && (!Names.IsId(parent.Id) || Base64UrlText.Decode(parent.Sha256, SHA256.HashSizeInBytes) is null))
        {
            json.Refuse(FaultCode.BadText, "The parent's id or content hash is malformed.", Names.Shown(parent.Id));
        }

        if (claims.Contact is { } contact && contact.Silence < 2 * contact.Every)
        {
            json.Refuse(FaultCode.BadContact, $"Silence is {contact.Silence} s; it must be at least twice the {contact.Every} s between pings.");
        }
    }

    public static void JudgeNames(ref StrictReader json, string product, string id, string issuer, string client)
    {
        if (!Names.IsProduct(product) || !Names.IsId(id) || !Names.IsId(issuer))
        {
            json.Refuse(FaultCode.BadText, $"Product '{Names.Shown(product)}', id '{Names.Shown(id)}' or issuer '{Names.Shown(issuer)}' is malformed.");
        }

        if (SignedText.NameObjection(client) is { } objection)
        {
            json.Refuse(FaultCode.BadText, $"The client name '{Names.Shown(client)}' {objection}.", Names.Shown(client));
        }
    }

    public static void JudgePeriod(ref StrictReader json, long notBefore, long expires)
    {
        if (notBefore >= expires)
        {
            json.Refuse(FaultCode.BadPeriod, $"The license starts at {notBefore} and ends at {expires}; it must start before it ends.");
        }
    }

    public static void ReadVersion(ref StrictReader json)
    {
        var version = json.Integer("v"u8, 0, int.MaxValue);
        if (json.Fault is null && version != 1)
        {
            json.Refuse(FaultCode.UnsupportedVersion, $"The license is of version {version}; this library reads version 1.");
        }
    }

    private static Binding? ReadBinding(ref StrictReader json, string product)
    {
        json.Open("cnf"u8);
        Binding? binding = null;
        if (json.Has("lkc"u8))
        {
            var text = json.Text("lkc"u8);
            if (LicenseCode.Read(text, product).Value is { } code && code.ToString() == text)
            {
                binding = new Binding.ToCode(code);
            }
            else
            {
                json.Refuse(FaultCode.BadLicenseCode, $"License Code '{Names.Shown(text)}' is not in canonical form or not of product '{Names.Shown(product)}'.");
            }
        }
        else if (Terms.ReadJwk(ref json) is { } key)
        {
            binding = new Binding.ToKey(key);
        }

        json.Close();
        return binding;
    }

    private static Contact ReadContact(ref StrictReader json)
    {
        json.Open("contact"u8);
        var every = json.Integer("every"u8, 1, Contact.MaxEvery);
        var silence = json.Integer("silence"u8, 1, UnixTime.Max);
        json.Close();
        return new Contact(every, silence);
    }

    private static Overage ReadOverage(ref StrictReader json)
    {
        json.Open("overage"u8);
        var mode = json.Word("mode"u8);
        var isDeadline = mode.SequenceEqual("deadline"u8);
        var seconds = isDeadline ? json.Integer("seconds"u8, 0, UnixTime.Max) : 0;
        json.Close();
        if (isDeadline)
        {
            return new Overage(OverageMode.Deadline, seconds);
        }

        if (mode.SequenceEqual("finish"u8))
        {
            return Overage.Finish;
        }

        if (!mode.SequenceEqual("end"u8))
        {
            json.Refuse(FaultCode.OutOfRange, $"Overage mode '{Names.Shown(mode)}' is not one of finish, deadline, end.");
        }

        return Overage.End;
    }

    private static ParentReference ReadParent(ref StrictReader json)
    {
        json.Open("parent"u8);
        var parent = new ParentReference(json.Text("id"u8), json.Integer("serial"u8, 1, long.MaxValue), json.Text("sha256"u8));
        json.Close();
        return parent;
    }

    private static LicenseState ReadState(ref StrictReader json)
    {
        var state = json.Word("state"u8);
        if (state.SequenceEqual("active"u8))
        {
            return LicenseState.Active;
        }

        if (state.SequenceEqual("suspended"u8))
        {
            return LicenseState.Suspended;
        }

        if (!state.SequenceEqual("revoked"u8))
        {
            json.Refuse(FaultCode.OutOfRange, $"State '{Names.Shown(state)}' is not one of active, suspended, revoked.");
        }

        return LicenseState.Revoked;
    }
}
