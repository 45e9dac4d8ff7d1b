using LicenseKit.Issuing;
using LicenseKit.Licenses;
using LicenseKit.Portal.Routes;
using LicenseKit.Portal.Web;
using Microsoft.AspNetCore.Http;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>The form of one type of license.</summary>
/// <param name="Type"><c>server</c> or <c>session</c>.</param>
/// <param name="Empty">A form for the seats that the issuer has, with its address.</param>
/// <param name="Of">The form of a draft that was issued, as JSON; null when it cannot be read.</param>
/// <param name="ReadAsync">What was sent.</param>
/// <param name="Page">The page that shows it.</param>
internal sealed record FormKind(
    string Type,
    Func<Seats, string, LicenseForm> Empty,
    Func<string, Seats, LicenseForm?> Of,
    Func<IFormCollection, CancellationToken, Task<LicenseForm>> ReadAsync,
    Func<FormModel, int, IResult> Page)
{
    public static IReadOnlyList<FormKind> All { get; } =
    [
        new("server", ServerForm.Empty, (json, own) => DraftReader.ReadServerLicense(json).Is(out var draft, out _) ? ServerForm.Of(draft, own) : null,
            async (sent, cancellationToken) => await ServerForm.ReadAsync(sent, cancellationToken).ConfigureAwait(false),
            (model, status) => PageResult.Of<ServerFormPage>(model, status)),
        new("session", SessionForm.Empty, (json, own) => DraftReader.ReadSessionLicense(json).Is(out var draft, out _) ? SessionForm.Of(draft, own) : null,
            (sent, _) => Task.FromResult<LicenseForm>(SessionForm.Sent(sent)),
            (model, status) => PageResult.Of<SessionFormPage>(model, status)),
    ];

    /// <summary>The list of such licenses, below the portal.</summary>
    public string Path => LicensePaths.Of(Type);
}
