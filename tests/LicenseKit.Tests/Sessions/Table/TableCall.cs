namespace LicenseKit.Tests.Sessions.Table;

internal enum TableCall
{
    Add,
    AddAnother,
    Move,
    Remove,
    Lapse,
    Wait,
    Sleep,
    Reserve,
}
