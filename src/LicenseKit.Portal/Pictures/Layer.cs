namespace LicenseKit.Portal.Pictures;

/// <summary>What takes seats of an allowance, from the ground up.</summary>
/// <param name="Name">As the legend says it.</param>
/// <param name="Paint">The attribute that fills it.</param>
internal sealed record Layer(string Name, string Paint)
{
    public static Layer Children { get; } = new("children hold", "fill=\"url(#p-held)\"");

    public static Layer Reserved { get; } = new("reserved for session licenses", "fill=\"url(#p-res)\"");

    public static Layer Sessions { get; } = new("sessions here", "class=\"f-use\"");

    public static Layer ThisLicense { get; } = new("this license", "class=\"f-use\"");

    public static Layer AtMost { get; } = new("this license, at most", "class=\"f-use\"");

    public static Layer AskedFor { get; } = new("asked for", "class=\"f-use\"");

    /// <summary>What a kind takes beyond its own seats.</summary>
    public static Layer FromGeneric { get; } = new("taken from Generic", "fill=\"url(#p-over)\"");

    public static Layer TooMany { get; } = new("does not fit", "fill=\"url(#p-short)\"");
}
