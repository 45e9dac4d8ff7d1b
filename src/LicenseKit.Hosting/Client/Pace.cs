namespace LicenseKit.Hosting.Client;

/// <summary>How often a client looks at what nobody tells it.</summary>
/// <param name="Wall">The wall clock: a sleeping machine stops the monotonic one.</param>
/// <param name="Changes">Whether <c>Changed</c> must be raised.</param>
internal sealed record Pace(TimeSpan Wall, TimeSpan Changes)
{
    public static Pace Usual { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
}
