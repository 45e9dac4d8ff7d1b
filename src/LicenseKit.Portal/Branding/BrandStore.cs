using LicenseKit.Hosting;
using LicenseKit.Portal.Storage;

namespace LicenseKit.Portal.Branding;

/// <summary>The appearance, in the server's database: a list of one, or of none.</summary>
internal sealed class BrandStore(IServerDocuments documents)
{
    private readonly StoredList<Brand> _list = new(documents, "portal", "appearance", BrandJson.Default.BrandArray);

    /// <summary>The appearance; that of the host when it cannot be read, so that pages which say why are shown.</summary>
    public async Task<Brand> ReadAsync(CancellationToken cancellationToken) =>
        (await _list.AllAsync(cancellationToken).ConfigureAwait(false)).Value is [var brand, ..] ? brand : Brand.None;

    public Task<Outcome> SetAsync(Brand brand, string by, CancellationToken cancellationToken) =>
        _list.ChangeAsync(_ => (Brand[])[brand], new(by, "portal.appearance", brand.ToString()), cancellationToken);
}
