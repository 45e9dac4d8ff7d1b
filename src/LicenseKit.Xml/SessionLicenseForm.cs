using LicenseKit.Licenses;

namespace LicenseKit.Xml;

/// <summary>A session license as XML: its elements in their order, both ways.</summary>
internal static class SessionLicenseForm
{
    public static void Write(SessionLicenseClaims license, string? issuerLicense, ElementWriter xml)
    {
        xml.Root(XmlNames.SessionRoot);
        xml.Text("Product", license.Product);
        xml.Text("Id", license.Id);
        xml.Integer("Serial", license.Serial);
        xml.Text("Client", license.Client);
        xml.Instant("IssuedAt", license.IssuedAt);
        xml.Instant("NotBefore", license.NotBefore);
        xml.Instant("Expires", license.Expires);
        xml.Text("Allocation", Name(license.Allocation));
        if (license.SeatFor != SeatFor.Process)
        {
            xml.Text("SeatFor", SeatForName.Of(license.SeatFor));
        }

        XmlTerms.WriteSeats(license.Seats, xml);
        XmlTerms.WriteStages(license.Stages, xml);
        xml.Count("MaxLease", license.MaxLease);
        xml.Count("MaxBorrow", license.MaxBorrow);
        XmlTerms.WriteFeatures(license.Features, xml);
        XmlTerms.WriteExtensions(license.Extensions, xml);
        xml.Text("ServerUrl", license.ServerUrl);
        XmlTerms.WriteIssuer(license.Issuer, issuerLicense, xml);
    }

    public static SessionLicenseClaims Read(ElementReader xml)
    {
        xml.Open(XmlNames.SessionRoot);
        var claims = new SessionLicenseClaims
        {
            Product = xml.Text("Product"),
            Id = xml.Text("Id"),
            Serial = xml.Integer("Serial"),
            Client = xml.Text("Client"),
            IssuedAt = xml.Instant("IssuedAt"),
            NotBefore = xml.Instant("NotBefore"),
            Expires = xml.Instant("Expires"),
            Allocation = ReadAllocation(xml),
            SeatFor = xml.Has("SeatFor") ? ReadSeatFor(xml) : SeatFor.Process,
            Seats = XmlTerms.ReadSeats(xml),
            Stages = XmlTerms.ReadStages(xml),
            MaxLease = xml.Count("MaxLease"),
            MaxBorrow = xml.Count("MaxBorrow"),
            Features = XmlTerms.ReadFeatures(xml),
            Extensions = XmlTerms.ReadExtensions(xml),
            ServerUrl = xml.Text("ServerUrl"),
            Issuer = XmlTerms.ReadIssuer(xml),
        };
        xml.Close();
        return claims;
    }

    private static string Name(Allocation allocation) => allocation == Allocation.Reserved ? "reserved" : "shared";

    private static SeatFor ReadSeatFor(ElementReader xml)
    {
        var word = xml.Text("SeatFor");
        var seatFor = SeatForName.Read(word);
        if (seatFor is null)
        {
            xml.Refuse(FaultCode.OutOfRange, $"SeatFor '{Names.Shown(word)}' is not one of host, user.");
        }

        return seatFor ?? SeatFor.Process;
    }

    private static Allocation ReadAllocation(ElementReader xml)
    {
        var text = xml.Text("Allocation");
        var allocation = text == Name(Allocation.Reserved) ? Allocation.Reserved : Allocation.Shared;
        if (text != Name(allocation))
        {
            xml.Refuse(FaultCode.OutOfRange, $"Allocation '{Names.Shown(text)}' is not one of reserved, shared.");
        }

        return allocation;
    }
}
