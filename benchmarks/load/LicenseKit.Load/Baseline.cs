using System.Buffers.Text;
using System.Security.Cryptography;
using LicenseKit.Chains;
using LicenseKit.Hosting;
using LicenseKit.Signing;

namespace LicenseKit.Load;

/// <summary>The same request and the same size of answer as an acquire, without a license server.</summary>
/// <remarks><c>/baseline/sign</c> stores nothing; <c>/baseline/transaction</c> stores one row in one transaction per request.</remarks>
internal sealed class Baseline : IAsyncDisposable
{
    private readonly SigningKey _key = SigningKey.Create();
    private readonly BaselineStore _store;
    private LeaseAnswer? _model;
    private LeaseTemplate? _template;

    public Baseline(string data) => _store = BaselineStore.Open(Path.Combine(data, "baseline.db"));

    /// <summary>Takes a real lease as the model of what is answered, and gives its seat back.</summary>
    public async Task StartAsync(ILicenseProtocol server, string license)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var session = Id(secret);
        if (!(await server.AcquireAsync(secret, new SessionRequest(license, "developer", nonce, null))).Is(out var model, out var fault))
        {
            throw new LicenseFaultException(fault);
        }

        await server.ReleaseAsync(session, secret);
        _model = model;
        _template = new LeaseTemplate(_key, model.Lease, session, nonce);
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/baseline/sign", (Delegate)SignAsync);
        endpoints.MapPost("/baseline/transaction", (Delegate)StoreAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _key.Dispose();
    }

    private async Task<IResult> SignAsync(HttpContext http) =>
        await http.Request.ReadFromJsonAsync(LoadJson.Default.AcquireBody, http.RequestAborted) is { } body && Session(http) is { } session
            ? Answer(session, body.Nonce)
            : Results.BadRequest();

    private async Task<IResult> StoreAsync(HttpContext http)
    {
        if (await http.Request.ReadFromJsonAsync(LoadJson.Default.AcquireBody, http.RequestAborted) is not { } body
            || Session(http) is not { } session)
        {
            return Results.BadRequest();
        }

        await _store.InsertAsync(session, body.Kind);
        return Answer(session, body.Nonce);
    }

    private IResult Answer(string session, string nonce)
    {
        var keys = _model!.Keys.Count == 0 ? null : _model.Keys;
        var lease = _template!.Sign(session, nonce);
        return Results.Json(new LeaseBody(lease, _model.Chain, _model.RenewWithin, _model.Standing.Text(), keys), LoadJson.Default.LeaseBody);
    }

    /// <summary>The session id of the secret in the request; null when there is none.</summary>
    private static string? Session(HttpContext http)
    {
        const string scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.Ordinal) ? Id(Base64Url.DecodeFromChars(header.AsSpan(scheme.Length))) : null;
    }

    private static string Id(byte[] secret) => Base64Url.EncodeToString(SHA256.HashData(secret));
}
