namespace LicenseKit.Hosting.Client;

/// <summary>Where a client keeps the session license that its user brought.</summary>
internal interface IAppliedLicense
{
    /// <summary>The place, as people name it.</summary>
    string Place { get; }

    /// <summary>The id of the session license that the host named when this one was applied; empty when it named none that could be used.</summary>
    string InPlaceOf { get; }

    /// <summary>The license that is kept; null when there is none.</summary>
    Outcome<byte[]>? Read();

    /// <summary>Replaces it whole: whoever stops meanwhile finds the old one or the new one.</summary>
    void Write(ReadOnlySpan<byte> file, string inPlaceOf);
}
