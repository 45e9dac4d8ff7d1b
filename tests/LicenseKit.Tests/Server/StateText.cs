using System.Globalization;
using System.Text;
using LicenseKit.Server;
using LicenseKit.Sessions.Table;

namespace LicenseKit.Tests.Server;

/// <summary>Everything that a server knows as one canonical text: two states are the same exactly when their texts are.</summary>
internal static class StateText
{
    public static string Of(ServerState state)
    {
        var text = new StringBuilder();
        Add(text, "chain", state.Child.Chain?.Path, state.Child.Chain?.Links.Select(l => l.ContentHash));
        Add(text, "seen", null, state.Child.Seen.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"));
        var exchange = state.Child.Exchange;
        Add(text, "exchange", $"{exchange.Seq} {exchange.Pending?.Document.ContentHash} {exchange.Previous} {exchange.Contact} {exchange.Refused} {exchange.BoundElsewhere}",
            exchange.Above.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));
        Add(text, "former", null, state.Child.Former.Select(f => $"{f.License} {f.Version} {f.ReplacedAt} {string.Join(',', f.Timeline.Starts.ToArray())}"));
        foreach (var grant in state.Ledger.Servers.Values.OrderBy(g => g.Id, StringComparer.Ordinal))
        {
            Add(text, grant.Id, $"{grant.FollowedEnd} {grant.CountedFrom} {grant.ResetAt} {grant.ShownKey?.X} {grant.LastPing} {grant.Held} {grant.Settled} {grant.FormerUntil} {grant.FormerOut} {grant.HeardAt}",
                grant.Versions.Select(v => $"{v.Claims.Serial} {v.Holder} {v.Document.ContentHash} {v.Draft}"));
            Add(text, "exchanges", null, grant.Exchanges.Select(e => $"{e.Key.X} {e.Seq} {e.PingSha256} {e.Named} {e.Sent} {e.Pong.ContentHash}"));
        }

        Add(text, "session licenses", null, state.Ledger.Sessions.Values.OrderBy(g => g.Id, StringComparer.Ordinal).Select(g => $"{g.Id} {g.Current.Document.ContentHash} {g.Revoked} {g.FollowedEnd}"));
        Add(text, "sessions", $"{state.LastNumber} {state.Sessions.Peak} {state.Sessions.InUse}", Sessions(state));
        Add(text, "groups", null, state.Sessions.Licenses.Order(StringComparer.Ordinal).Select(l => Group(state, state.Sessions.Find(l)!)));
        Add(text, "classes", null, state.Sessions.Classes.Select(c => $"{c.Kind} {c.IsReserved}: {Numbers(c.Order)}"));
        Add(text, "lengths", $"{state.Run}", state.Lengths.All.Select(l => l.ToString()).Order(StringComparer.Ordinal));
        Add(text, "answers", $"{state.Answers.Newest} {state.Answers.ForgottenUpTo}", null);
        return text.ToString();
    }

    /// <summary>The sessions in order of their start.</summary>
    public static IEnumerable<string> Sessions(ServerState state) =>
        from slot in state.Sessions.Slots()
        let row = state.Sessions[slot]
        orderby row.Number
        select $"{row.Number} {row.Id} {state.Sessions.LicenseOf(slot)} {state.Sessions.KindOf(slot)} {row.N} {row.Deadline} {row.Flags}";

    private static string Group(ServerState state, LicenseSeats license)
    {
        Assert.Equal(state.IsReserved(license.Name), license.IsReserved);
        return $"{license.Name}: {string.Join(", ", license.Groups.Select(g => $"{g.Kind} {Numbers(g.Order)}"))}";
    }

    private static string Numbers(AgeOrder order) => string.Join(' ', Enumerable.Range(0, order.Count).Select(order.At));

    private static void Add(StringBuilder text, string name, string? value, IEnumerable<string>? list) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}: {value} [{string.Join("; ", list ?? [])}]\n");
}
