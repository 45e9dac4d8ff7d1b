namespace LicenseKit.Fuzz.Judging;

/// <summary>The reader broke a promise.</summary>
internal sealed class Violation(string what) : Exception(what);
