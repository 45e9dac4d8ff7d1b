namespace LicenseKit.Licenses;

/// <summary>The words of a document for <see cref="SeatFor"/>.</summary>
internal static class SeatForName
{
    public static string Of(SeatFor seatFor) => seatFor switch
    {
        SeatFor.Host => "host",
        SeatFor.User => "user",
        _ => "process",
    };

    /// <summary>What a license says; null for any other word. A license of which each session takes a seat says nothing.</summary>
    public static SeatFor? Read(string word) => word switch
    {
        "host" => SeatFor.Host,
        "user" => SeatFor.User,
        _ => null,
    };
}
