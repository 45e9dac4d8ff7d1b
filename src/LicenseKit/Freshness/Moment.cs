namespace LicenseKit.Freshness;

/// <summary>One instant on both clocks: effective time dates documents, monotonic time measures how long something lasts.</summary>
/// <param name="Now">Effective UTC seconds since 1970: the wall clock, but never behind the floor.</param>
/// <param name="Ticks">Monotonic milliseconds of this process.</param>
internal readonly record struct Moment(long Now, long Ticks);
