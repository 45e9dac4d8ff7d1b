namespace LicenseKit.Hosting.Wire;

/// <summary>Why a lease ends sooner than it otherwise would. Information for people: the lease itself is what counts.</summary>
internal sealed record EndsEarlyMessage(string Code, string Detail, string Remedy)
{
    public static EndsEarlyMessage? Of(LicenseFault? fault) => fault is null ? null : new(fault.Code.Text(), fault.Message, fault.Remedy);
}
