using System.Text;
using LicenseKit.Tests.SeatRules.Model;
using LicenseKit.Tests.SeatRules.Rules;

namespace LicenseKit.Tests.SeatRules;

/// <summary>The state of a model as text, without names: two with the same text go on alike.</summary>
internal static class StateKey
{
    public static string Of(ModelWorld world)
    {
        var text = new StringBuilder().Append(world.Clock.Now).Append('/').Append(world.Clock.Ticks);
        foreach (var server in world.Servers.Values)
        {
            text.Append('\n').Append(server.Name).Append(" settled ").Append(server.Settled);
            text.AppendJoin(' ', server.Links.SelectMany(l => l.Versions).Select(v => $"[{v.Version} {v.ReplacedAt}]"));
            text.AppendJoin(' ', server.Children.SelectMany(c => c.Holders).Select(Of));
            text.AppendJoin(' ', server.Licenses.Select(l => $"{l.Name} {l.IsReserved} {l.Cap} {l.IsRevoked}"));
            text.AppendJoin(' ', server.Live.Select(Of));
            text.AppendJoin(' ', server.Contacts);
        }

        return text.ToString();
    }

    private static string Of(Holder holder) =>
        $"({holder.Settled} {holder.IsAwaited} {holder.IsActivated} {string.Join(' ', holder.Versions)})";

    private static string Of(RunningSession s) => $"{s.Kind} {s.License.Name} {s.Deadline} {s.ClientEnd} {s.IsEnded} {s.IsRestored}";
}
