using LicenseKit.Fuzz.Judging;
using LicenseKit.Fuzz.Seeds;
using LicenseKit.Protocol;
using LicenseKit.Signing;

namespace LicenseKit.Fuzz;

/// <summary>What the readers of messages made of one text: that of request files when it is an object, else that of each kind of message.</summary>
internal sealed class MessageReading : Reading
{
    private readonly MessageFormat _format;
    private readonly string _text;
    private readonly PublicKey _key;
    private readonly MessageAnswer[] _answers;

    public MessageReading(MessageFormat format, string text, PublicKey key)
    {
        (_format, _text, _key) = (format, text, key);
        _answers = text.AsSpan().TrimStart() is ['{', ..] ? [RequestFile()] : [Lease(), Activation(), Ping(), Pong()];
    }

    /// <summary>That of the reader which came furthest.</summary>
    public override LicenseFault? Fault => IsAccepted ? null : Array.Find(_answers, a => a.Fault!.Code != FaultCode.WrongHeader)?.Fault ?? _answers[0].Fault;

    public override string Accepted => Array.Find(_answers, a => a.Fault is null)!.Type;

    private bool IsAccepted => Array.Exists(_answers, a => a.Fault is null);

    public override void Judge(bool isRecipe)
    {
        foreach (var answer in _answers)
        {
            _format.Oracle.Judge(_text, answer, _key, isRecipe);
        }
    }

    private MessageAnswer Lease() => LeaseClaims.Read(_text, _key).Is(out var lease, out var fault)
        ? new(DocumentTypes.Lease, null, (_, key) => lease.Document(key))
        : new(DocumentTypes.Lease, fault);

    private MessageAnswer Ping() => Protocol.Ping.Read(_text, _key).Is(out var ping, out var fault)
        ? new(DocumentTypes.Ping, null, (_, key) => ping.Document(key))
        : new(DocumentTypes.Ping, fault);

    private MessageAnswer Pong() => Protocol.Pong.Read(_text, _key).Is(out var pong, out var fault)
        ? new(DocumentTypes.Pong, null, (_, key) => pong.Document(key))
        : new(DocumentTypes.Pong, fault);

    private MessageAnswer Activation() => Activation(ActivationRequest.Read(_text, _key.X), DocumentTypes.Activation);

    private MessageAnswer RequestFile() => Activation(ActivationRequest.ReadFile(_text), MessageAnswer.RequestFile);

    private static MessageAnswer Activation(Outcome<ActivationRequest> read, string type) => read.Is(out var request, out var fault)
        ? new(type, null, (payload, key) => ActivationRequest.Document(
            request.Key, request.Product, payload.GetProperty("iat").GetInt64(), payload.GetProperty("lk").GetProperty("nonce").GetString()!, request.Held))
        : new(type, fault);
}
