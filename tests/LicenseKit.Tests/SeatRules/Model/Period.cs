namespace LicenseKit.Tests.SeatRules.Model;

/// <summary>A stage: from <paramref name="From"/> until before <paramref name="To"/> there are so many seats instead of the base.</summary>
internal readonly record struct Period(long From, long To, Amount Seats);
