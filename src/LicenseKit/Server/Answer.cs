namespace LicenseKit.Server;

/// <summary>What a request is answered: a reply, a fault, or the exception of whoever misused the API.</summary>
internal readonly record struct Answer(Request Request, object? Reply, LicenseFault? Fault, Exception? Misuse);
