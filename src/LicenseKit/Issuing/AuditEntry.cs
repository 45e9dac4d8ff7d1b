using LicenseKit.Licenses;

namespace LicenseKit.Issuing;

/// <summary>One row of the audit trail, written in the transaction that it reports. Its texts are printable, whoever gave them.</summary>
/// <param name="At">Effective UTC seconds.</param>
/// <param name="By">Who asked: a user, or <c>child</c>, <c>parent</c>, <c>app</c>, <c>server</c>.</param>
/// <param name="Action">What was done, as <c>noun.verb</c>.</param>
/// <param name="License">The license that it is about.</param>
/// <param name="Text">What a person should know beyond that.</param>
internal sealed record AuditEntry(long At, string By, string Action, string? License, string Text)
{
    /// <summary>Room for every kind of seat of a license beside a remark.</summary>
    private const int MaxText = 5000;

    /// <summary>True when an operator should look at once: it is logged as a warning too.</summary>
    public bool IsAlarm { get; init; }

    public string By { get; init; } = PlainText.Escaped(By, SignedText.MaxName);

    public string Text { get; init; } = PlainText.Escaped(Text, MaxText);
}
