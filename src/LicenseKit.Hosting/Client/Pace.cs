namespace LicenseKit.Hosting.Client;

/// <summary>How often a client looks at what nobody reports to it.</summary>
/// <param name="Wall">How often a session looks at the wall clock: a sleeping machine stops the monotonic one.</param>
/// <param name="Idle">The longest time without a look at the license: a sleep, or a wall clock that was set, moves the instant for which a timer waits.</param>
/// <param name="Changes">How soon after a change <c>Changed</c> is raised.</param>
internal sealed record Pace(TimeSpan Wall, TimeSpan Idle, TimeSpan Changes)
{
    public static Pace Usual { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1));
}
