using System.Text.Json.Serialization;

namespace LicenseKit.Licenses;

/// <summary>A period in which another allowance is in force: half-open, [from, to), with absolute counts.</summary>
public sealed class Stage
{
    /// <summary>Most stages that one license may have.</summary>
    public const int Max = 256;

    internal Stage(string name, long from, long to, Seats seats)
    {
        Name = name;
        FromSeconds = from;
        ToSeconds = to;
        Seats = seats;
    }

    /// <summary>What people call it; may be empty.</summary>
    public string Name { get; }

    /// <summary>First instant of the stage.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTimeOffset From => UnixTime.ToInstant(FromSeconds);

    /// <summary>First instant after it.</summary>
    [JsonConverter(typeof(InstantJsonConverter))]
    public DateTimeOffset To => UnixTime.ToInstant(ToSeconds);

    /// <summary>What is allowed during the stage, in place of the base.</summary>
    public Seats Seats { get; }

    internal long FromSeconds { get; }

    internal long ToSeconds { get; }
}
