using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LicenseKit.Hosting.Front;
using LicenseKit.Hosting.Server;
using LicenseKit.Hosting.Wire;
using LicenseKit.Server;

namespace LicenseKit.Testing;

/// <summary>The way of an app to its <see cref="VirtualServer"/>: what a client sends over HTTP is answered at once, by the server's machine.</summary>
internal sealed class VirtualCalls(VirtualServer server) : HttpMessageHandler
{
    private readonly LeaseAnswers _answers = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (server.IsCut)
        {
            throw new HttpRequestException("the network is cut");
        }

        var session = Secrets.SessionOf(Secrets.Read(request.Headers.Authorization?.Parameter ?? ""));
        if (request.Method == HttpMethod.Delete)
        {
            return server.Ask(new Request.Release(session)).Is(out _, out var refused) ? new HttpResponseMessage(HttpStatusCode.NoContent) : Problem(refused);
        }

        using var body = await request.Content!.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var outcome = request.RequestUri!.AbsolutePath.EndsWith("/renew", StringComparison.Ordinal)
            ? Renew(JsonSerializer.Deserialize(body, WireJson.Default.RenewMessage)!)
            : Acquire(JsonSerializer.Deserialize(body, WireJson.Default.AcquireMessage)!);
        return outcome.Is(out var granted, out var fault)
            ? new HttpResponseMessage { Content = JsonContent.Create(LeaseMessage.Of(_answers.Of(granted)), WireJson.Default.LeaseMessage) }
            : Problem(fault);

        Outcome<GrantedLease> Renew(RenewMessage message) => server.Ask(new Request.Renew(session, message.N, message.Nonce));

        Outcome<GrantedLease> Acquire(AcquireMessage message) => server.IssuedAs(message.License) is { } license
            ? server.Ask(new Request.Acquire(session, license, message.Kind, message.Nonce, SessionLabels.Write(message.Labels)))
            : SessionLicenseProofs.Foreign;
    }

    private static HttpResponseMessage Problem(LicenseFault fault) => new(HttpStatusCode.Conflict)
    {
        Content = JsonContent.Create(new ProblemMessage(Detail: fault.Message, Code: fault.Code.Text(), Remedy: fault.Remedy, Link: fault.Link), WireJson.Default.ProblemMessage),
    };
}
