namespace LicenseKit.Server;

/// <summary>The classes of requests, in the order in which a batch decides them: what frees seats comes first.</summary>
internal enum RequestClass
{
    /// <summary>Made by the machine itself: lapses, re-issues, the time to store.</summary>
    Due = 0,

    /// <summary>Operators, and what the own parent sent.</summary>
    Operator,

    /// <summary>Activations and pings of children.</summary>
    Ping,

    Release,

    Renew,

    Acquire,
}
