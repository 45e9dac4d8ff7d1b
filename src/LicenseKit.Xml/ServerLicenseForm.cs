using LicenseKit.Licenses;
using LicenseKit.Signing;

namespace LicenseKit.Xml;

/// <summary>A server license as XML: its elements in their order, both ways.</summary>
/// <remarks>Reading gives what the file says; whether a license may say that is judged from the payload, as for JWS.</remarks>
internal static class ServerLicenseForm
{
    public static void Write(ServerLicenseClaims license, string? issuerLicense, ElementWriter xml)
    {
        xml.Root(XmlNames.ServerRoot);
        xml.Text("Product", license.Product);
        xml.Text("Id", license.Id);
        xml.Integer("Serial", license.Serial);
        xml.Text("State", ServerLicenseWriter.Name(license.State));
        xml.Text("Client", license.Client);
        xml.Instant("IssuedAt", license.IssuedAt);
        xml.Instant("NotBefore", license.NotBefore);
        xml.Instant("Expires", license.Expires);
        xml.Integer("Grace", license.Grace);
        WriteHolder(license.Binding, xml);
        XmlTerms.WriteSeats(license.Seats, xml);
        XmlTerms.WriteStages(license.Stages, xml);
        xml.Integer("Oem", license.Oem);
        xml.Count("MaxLicenses", license.MaxLicenses);
        xml.Count("MaxDuration", license.MaxDuration);
        xml.Count("MaxLease", license.MaxLease);
        xml.Count("MaxOffline", license.MaxOffline);
        WriteOverage(license.Overage, xml);
        XmlTerms.WriteFeatures(license.Features, xml);
        XmlTerms.WriteExtensions(license.Extensions, xml);
        if (license.Contact is { } contact)
        {
            xml.Open("Contact");
            xml.Integer("Every", contact.Every);
            xml.Integer("Silence", contact.Silence);
            xml.Close("Contact");
        }

        if (license.Parent is { } parent)
        {
            xml.Open("Parent");
            xml.Text("Id", parent.Id);
            xml.Integer("Serial", parent.Serial);
            xml.Text("Sha256", parent.Sha256);
            xml.Close("Parent");
        }

        if (license.ParentUrl is { } url)
        {
            xml.Text("ParentUrl", url);
        }

        XmlTerms.WriteIssuer(license.Issuer, issuerLicense, xml);
    }

    public static ServerLicenseClaims Read(ElementReader xml)
    {
        xml.Open(XmlNames.ServerRoot);
        var product = xml.Text("Product");
        var claims = new ServerLicenseClaims
        {
            Product = product,
            Id = xml.Text("Id"),
            Serial = xml.Integer("Serial"),
            State = ReadState(xml),
            Client = xml.Text("Client"),
            IssuedAt = xml.Instant("IssuedAt"),
            NotBefore = xml.Instant("NotBefore"),
            Expires = xml.Instant("Expires"),
            Grace = xml.Integer("Grace"),
            Binding = xml.Has("Holder") ? ReadHolder(xml, product) : null,
            Seats = XmlTerms.ReadSeats(xml),
            Stages = XmlTerms.ReadStages(xml),
            Oem = (int)Math.Min(xml.Integer("Oem"), int.MaxValue),
            MaxLicenses = xml.Count("MaxLicenses"),
            MaxDuration = xml.Count("MaxDuration"),
            MaxLease = xml.Count("MaxLease"),
            MaxOffline = xml.Count("MaxOffline"),
            Overage = ReadOverage(xml),
            Features = XmlTerms.ReadFeatures(xml),
            Extensions = XmlTerms.ReadExtensions(xml),
            Contact = xml.Has("Contact") ? ReadContact(xml) : null,
            Parent = xml.Has("Parent") ? ReadParent(xml) : null,
            ParentUrl = xml.Has("ParentUrl") ? xml.Text("ParentUrl") : null,
            Issuer = XmlTerms.ReadIssuer(xml),
        };
        xml.Close();
        return claims;
    }

    private static void WriteHolder(Binding? binding, ElementWriter xml)
    {
        if (binding is null)
        {
            return;
        }

        xml.Open("Holder");
        switch (binding)
        {
            case Binding.ToKey bound:
                xml.Text("PublicKey", bound.Key.X);
                break;
            case Binding.ToCode bound:
                xml.Text("LicenseCode", bound.Code.ToString());
                break;
        }

        xml.Close("Holder");
    }

    private static Binding? ReadHolder(ElementReader xml, string product)
    {
        Binding? binding = null;
        xml.Open("Holder");
        if (xml.Has("LicenseCode"))
        {
            var text = xml.Text("LicenseCode");
            if (LicenseCode.Read(text, product).Value is { } code && code.ToString() == text)
            {
                binding = new Binding.ToCode(code);
            }
            else
            {
                xml.Refuse(FaultCode.BadLicenseCode, $"License Code '{Names.Shown(text)}' is not in canonical form or not of product '{Names.Shown(product)}'.");
            }
        }
        else if (PublicKey.TryCreate(xml.Text("PublicKey"), out var key))
        {
            binding = new Binding.ToKey(key);
        }
        else
        {
            xml.Refuse(FaultCode.BadKey, "The holder key is not an Ed25519 key of 32 canonical bytes that is not of small order.");
        }

        xml.Close();
        return binding;
    }

    private static void WriteOverage(Overage overage, ElementWriter xml)
    {
        xml.Open("Overage");
        xml.Text("Mode", ServerLicenseWriter.Name(overage.Mode));
        if (overage.Mode == OverageMode.Deadline)
        {
            xml.Integer("Seconds", overage.Seconds);
        }

        xml.Close("Overage");
    }

    private static Overage ReadOverage(ElementReader xml)
    {
        xml.Open("Overage");
        var text = xml.Text("Mode");
        var mode = OneOf(xml, "Mode", text, [OverageMode.End, OverageMode.Deadline, OverageMode.Finish], ServerLicenseWriter.Name);
        var overage = new Overage(mode, mode == OverageMode.Deadline ? xml.Integer("Seconds") : 0);
        xml.Close();
        return overage;
    }

    private static LicenseState ReadState(ElementReader xml) =>
        OneOf(xml, "State", xml.Text("State"), [LicenseState.Revoked, LicenseState.Suspended, LicenseState.Active], ServerLicenseWriter.Name);

    private static Contact ReadContact(ElementReader xml)
    {
        xml.Open("Contact");
        var contact = new Contact(xml.Integer("Every"), xml.Integer("Silence"));
        xml.Close();
        return contact;
    }

    private static ParentReference ReadParent(ElementReader xml)
    {
        xml.Open("Parent");
        var parent = new ParentReference(xml.Text("Id"), xml.Integer("Serial"), xml.Text("Sha256"));
        xml.Close();
        return parent;
    }

    /// <summary>The value with this name; the first one, which permits least, beside a fault.</summary>
    private static T OneOf<T>(ElementReader xml, string element, string text, T[] values, Func<T, string> name)
    {
        var index = Array.FindIndex(values, v => name(v) == text);
        if (index < 0)
        {
            xml.Refuse(FaultCode.OutOfRange, $"'{element}' is '{Names.Shown(text)}'; it must be one of {string.Join(", ", values.Select(name))}.");
        }

        return values[Math.Max(index, 0)];
    }
}
