using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>A period in which neither the own nor the effective allowance changes, [From, To).</summary>
/// <param name="Own">The last document's own seats.</param>
/// <param name="Most">Per kind the most of that kind alone that fits every link.</param>
internal sealed record Period(long From, long To, Seats Own, IReadOnlyList<KeyValuePair<string, long>> Most)
{
    /// <summary>The periods of [from, to), neighbours that are alike as one.</summary>
    public static IReadOnlyList<Period> Of(Allowed allowed, long from, long to)
    {
        var periods = new List<Period>();
        for (var at = from; at < to;)
        {
            var next = Math.Min(allowed.NextChange(at) ?? to, to);
            var start = at;
            var period = new Period(at, next, allowed.Own(at), [.. allowed.Kinds.Select(k => KeyValuePair.Create(k, allowed.Most(k, start)))]);
            if (periods.Count > 0 && periods[^1] is var last && last.Own.Equals(period.Own) && last.Most.SequenceEqual(period.Most))
            {
                periods[^1] = last with { To = next };
            }
            else
            {
                periods.Add(period);
            }

            at = next;
        }

        return periods;
    }

    /// <summary>The figure that is shown of a kind; of generic seats where no kind is named.</summary>
    public long Figure(string kind) => kind == Seats.GenericName ? Own.Generic : Most.First(m => m.Key == kind).Value;
}
