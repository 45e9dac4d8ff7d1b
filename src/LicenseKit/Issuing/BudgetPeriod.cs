using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>A period in which neither the grants of a server nor what it may still grant change, [From, To) in UTC seconds.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Granted">All grants together.</param>
/// <param name="Reserved">What reserved session licenses keep of that.</param>
/// <param name="Left">What may still be granted.</param>
internal sealed record BudgetPeriod(long From, long To, Seats Granted, Seats Reserved, Seats Left)
{
    public bool IsLike(BudgetPeriod other) => Granted.Equals(other.Granted) && Reserved.Equals(other.Reserved) && Left.Equals(other.Left);
}
