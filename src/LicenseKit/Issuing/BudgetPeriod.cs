using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>A period in which neither the grants of a server nor what it may still grant change, [From, To) in UTC seconds.</summary>
internal sealed record BudgetPeriod(long From, long To, Seats Granted, Seats Left);
