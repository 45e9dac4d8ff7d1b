using LicenseKit.Chains;
using LicenseKit.Licenses;
using LicenseKit.Sessions;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>One vector of a lease that an app gets for its request, with the chain that comes with it.</summary>
/// <param name="Name">Its id.</param>
/// <param name="What">One sentence.</param>
/// <param name="Chain">The server licenses that came with it, as a bundle.</param>
/// <param name="Draft">The lease.</param>
/// <param name="Fault">The code with which it is refused; none when it is accepted.</param>
internal sealed record LeaseFile(string Name, string What, byte[] Chain, MessageDraft Draft, FaultCode Fault = FaultCode.None)
{
    /// <summary>The session license of the app's own file.</summary>
    public SessionLicense License { get; init; } = SessionOf(Some.Child());

    public string Session { get; init; } = MessageDraft.Zeros(32);

    public string Kind { get; init; } = "developer";

    public string Nonce { get; init; } = MessageDraft.Zeros(16);

    public string Document => Draft.Sign();

    public static SessionLicense SessionOf(Link server) => Some.Verify(server.Gives().Bundle()).SessionLicense!;

    public LicenseFault? Verify() =>
        new LeaseVerifier(new ChainReader(Some.Product, [Some.RootKey])).Verify(Chain, Document, License, Session, Kind, Nonce).Fault;
}
