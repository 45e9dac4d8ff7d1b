namespace LicenseKit.Hosting.Storage;

/// <summary>Which rows of the audit trail a page has, newest first unless it goes on after one; null leaves a condition out.</summary>
/// <param name="Limit">Most rows.</param>
/// <param name="Before">Only rows with a lower number.</param>
/// <param name="License">Only rows about this license.</param>
/// <param name="Actor">Only what this user did.</param>
/// <param name="Action">Only this action.</param>
/// <param name="From">Only rows from this instant on, effective UTC seconds.</param>
/// <param name="To">Only rows before this instant.</param>
/// <param name="After">Only rows with a higher number, oldest first.</param>
internal sealed record AuditFilter(
    int Limit, long? Before = null, string? License = null, string? Actor = null, string? Action = null, long? From = null, long? To = null, long? After = null)
{
    /// <summary>The conditions as SQL with <c>$1</c>, <c>$2</c> …, and their values in that order; the last value is the limit.</summary>
    public (string Sql, object[] Values) ToSql()
    {
        (string Condition, object? Value)[] all =
            [("seq <", Before), ("seq >", After), ("license =", License), ("actor =", Actor), ("action =", Action), ("at >=", From), ("at <", To)];
        var used = all.Where(c => c.Value is not null).ToArray();
        var where = string.Join(" AND ", used.Select((c, i) => $"{c.Condition} ${i + 1}"));
        var sql = $"SELECT seq, at, actor, action, license, text FROM lk_audit{(used.Length == 0 ? "" : " WHERE ")}{where} ORDER BY seq{(After is null ? " DESC" : "")} LIMIT ${used.Length + 1}";
        return (sql, [.. used.Select(c => c.Value!), (long)Limit]);
    }
}
