namespace LicenseKit.Hosting.Storage;

/// <summary>Which rows of the audit trail a page has, newest first unless it goes on after one; null leaves a condition out.</summary>
/// <param name="Limit">Most rows.</param>
/// <param name="Before">Only rows that come after this one on the pages: with a lower number, or, where a period is asked for, earlier.</param>
/// <param name="License">Only rows about this license.</param>
/// <param name="Actor">Only what this user did.</param>
/// <param name="Action">Only this action.</param>
/// <param name="From">Only rows from this instant on, effective UTC seconds.</param>
/// <param name="To">Only rows before this instant.</param>
/// <param name="After">Only rows with a higher number, oldest first.</param>
internal sealed record AuditFilter(
    int Limit, long? Before = null, string? License = null, string? Actor = null, string? Action = null, long? From = null, long? To = null, long? After = null)
{
    /// <summary>True where a period is asked for: rows are then in the order of their time, which a clock that was set back takes from their numbers.</summary>
    public bool IsByTime => From is not null || To is not null;

    /// <summary>The conditions as SQL with <c>$1</c>, <c>$2</c> …, and their values in that order; the last value is the limit.</summary>
    public (string Sql, object[] Values) ToSql()
    {
        (string Condition, object? Value)[] all =
        [
            (IsByTime ? "(at, seq) < ((SELECT at FROM lk_audit WHERE seq = {0}), {0})" : "seq < {0}", Before),
            ("seq > {0}", After), ("license = {0}", License), ("actor = {0}", Actor), ("action = {0}", Action), ("at >= {0}", From), ("at < {0}", To),
        ];
        var used = all.Where(c => c.Value is not null).ToArray();
        var where = string.Join(" AND ", used.Select((c, i) => c.Condition.Replace("{0}", $"${i + 1}", StringComparison.Ordinal)));
        var order = IsByTime ? "at DESC, seq DESC" : After is null ? "seq DESC" : "seq";
        var sql = $"SELECT seq, at, actor, action, license, text FROM lk_audit{(used.Length == 0 ? "" : " WHERE ")}{where} ORDER BY {order} LIMIT ${used.Length + 1}";
        return (sql, [.. used.Select(c => c.Value!), (long)Limit]);
    }
}
