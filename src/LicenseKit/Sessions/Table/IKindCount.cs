namespace LicenseKit.Sessions.Table;

/// <summary>Live sessions of one kind.</summary>
internal interface IKindCount
{
    string Kind { get; }

    int Count { get; }
}
