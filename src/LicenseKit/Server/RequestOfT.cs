namespace LicenseKit.Server;

/// <summary>A request whose reply is of one type.</summary>
internal abstract record Request<TReply> : Request
    where TReply : class
{
    private protected Request(RequestClass @class)
        : base(@class)
    {
    }
}
