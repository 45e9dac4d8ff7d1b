using System.Xml.Linq;
using LicenseKit.Hosting;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace LicenseKit.Portal.Accounts;

/// <summary>The keys that protect cookies and antiforgery tokens, in the server's database: one document each.</summary>
/// <remarks>ASP.NET Core asks synchronously, and perhaps before the server has started: it is started then. Keys are few and are read once a day.</remarks>
internal sealed class LicenseKitKeyRing(IServerDocuments documents) : IXmlRepository
{
    private const string Collection = "data-protection";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var read = Task.Run(() => documents.ReadAllAsync(Collection)).GetAwaiter().GetResult();
        return read.Is(out var stored, out var fault) ? [.. stored.Select(Parse)] : throw new LicenseFaultException(fault);
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var text = element.ToString(SaveOptions.DisableFormatting);
        if (!Task.Run(() => documents.WriteAsync(Collection, Guid.NewGuid().ToString("N"), text)).GetAwaiter().GetResult().Is(out _, out var fault))
        {
            throw new LicenseFaultException(fault);
        }
    }

    private static XElement Parse(ServerDocument document)
    {
        try
        {
            return XElement.Parse(document.Text!);
        }
        catch (SystemException e) // an XmlException: its assembly is not referenced
        {
            throw new LicenseFaultException(new(FaultCode.Storage, $"The stored key '{document.Id}' of cookies and forms is damaged: it is not XML.", "Restore the database from a backup."), e);
        }
    }
}
