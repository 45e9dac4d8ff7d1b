using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Tests.VectorFiles;

/// <summary>One vector of a message that a known key must have signed.</summary>
/// <param name="Name">Its id.</param>
/// <param name="What">One sentence.</param>
/// <param name="Draft">What kind of message it should be, and whose.</param>
/// <param name="Document">The message in compact form.</param>
/// <param name="Fault">The code with which it is refused; none when it is accepted.</param>
internal sealed record MessageFile(string Name, string What, MessageDraft Draft, string Document, FaultCode Fault = FaultCode.None)
{
    public static IReadOnlyList<MessageFile> All { get; } = [.. MessageFiles.All(), .. MessageMembers.All()];

    public PublicKey Key => Some.Key(Draft.Signer).PublicKey;

    public LicenseFault? Read() => Draft.Name switch
    {
        "lease" => LeaseClaims.Read(Document, Key).Fault,
        "activation" => ActivationRequest.Read(Document, Key.X).Fault,
        "ping" => Ping.Read(Document, Key).Fault,
        _ => Pong.Read(Document, Key).Fault,
    };
}
