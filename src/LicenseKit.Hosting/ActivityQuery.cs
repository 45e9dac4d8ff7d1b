namespace LicenseKit.Hosting;

/// <summary>Which rows of the audit trail to read; all when nothing is said.</summary>
public sealed record ActivityQuery
{
    /// <summary>Most rows of the page, 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The <see cref="ActivityPage.Next"/> of the page before; null for the newest rows.</summary>
    public string? After { get; init; }

    /// <summary>Only what is about the license with this id.</summary>
    public string? License { get; init; }

    /// <summary>Only what this user asked for; <c>child</c>, <c>parent</c>, <c>app</c> and <c>server</c> are no users.</summary>
    public string? Actor { get; init; }

    /// <summary>Only this action, such as <c>license.suspend</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Only what was done at this instant or later. Where a period is asked for, rows are in the order of their time; else in the order in which they were stored.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what was done before this instant.</summary>
    public DateTimeOffset? To { get; init; }
}
