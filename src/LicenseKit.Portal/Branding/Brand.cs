using System.Text.Json.Serialization;

namespace LicenseKit.Portal.Branding;

/// <summary>How the operators of a server want its portal to look.</summary>
/// <param name="Name">The name at the top of each page; null for that of the host.</param>
/// <param name="Accent">The colour of links and main buttons, as <c>#1b57b5</c>; null for that of portal.css.</param>
internal sealed record Brand(string? Name = null, string? Accent = null)
{
    public const int MaxName = 60;

    private AccentSheet? _sheet;

    public static Brand None { get; } = new();

    /// <summary>The style sheet of the accent; null without one.</summary>
    [JsonIgnore]
    public AccentSheet? Sheet => Accent is null || Rgb.Read(Accent) is not { } accent ? null : _sheet ??= AccentSheet.Of(accent);

    public override string ToString() => $"name {Name ?? "as by default"}, accent {Accent ?? "as by default"}";
}
