namespace LicenseKit.Xml;

/// <summary>What can be wrong with a file before its content is read.</summary>
internal static class XmlFault
{
    private const string AsMade = "Use the file as its issuer made it: not re-indented, edited or converted.";

    public static LicenseFault NotALicense(string what) => new(FaultCode.NotXmlLicense, $"The file is not a license in XML: {what}.",
        "Get the file again from its issuer; send it as an attachment, not as text.");

    public static LicenseFault Forbidden(string what) => new(FaultCode.ForbiddenXml, $"The file has {what}, which no license in XML has.", AsMade);

    public static LicenseFault SignatureForm(string what) => new(FaultCode.XmlSignatureForm, $"The signature has not the one form that is allowed: {what}.", AsMade);

    public static LicenseFault BadIssuer(string what) => new(FaultCode.BadIssuerLicense, $"The issuer's license in the file cannot be read: {what}.", AsMade);
}
