using System.Text.Json;
using LicenseKit.Licenses;

namespace LicenseKit.Cli.Output;

/// <summary>The two forms of a chain: an array, and a tree with the root first.</summary>
internal static class ChainForms
{
    public static void Chain(this Utf8JsonWriter json, IReadOnlyList<ChainLink> links)
    {
        json.WriteStartArray("chain"u8);
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("mark"u8, link.Mark);
            json.WriteString("type"u8, link.Type);
            Members(json, link);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Every link with its mark; under it its seats, or what <paramref name="details"/> says of it.</summary>
    public static void Chain(this TextOutput output, IReadOnlyList<ChainLink> links, Func<int, IEnumerable<string>>? details = null)
    {
        var width = links.Count == 0 ? 0 : links.Max(l => l.Mark.Length);
        var elbow = output.Drawings ? "\u2514\u2500 " : "`- ";
        for (var i = 0; i < links.Count; i++)
        {
            var corner = i == 0 ? "" : new string(' ', 3 * (i - 1)) + elbow;
            output.Marked($"  {links[i].Mark.PadRight(width)}  {corner}", Head(links[i]), SeverityOf(links[i].Mark));
            foreach (var detail in details?.Invoke(i) ?? Seats(links[i]))
            {
                output.After(new string(' ', width + 4 + (3 * i)) + "  ", detail);
            }
        }
    }

    private static string Head(ChainLink link) => link switch
    {
        { Server: { } server } => $"{(server.Parent is null ? "Master " : "")}'{server.Client}', serial {server.Serial}, {ServerLicenseWriter.Name(server.State)}, "
            + TextForms.Period(server.NotBefore, server.Expires) + (server.Grace > 0 ? $", grace {Shown.Duration(server.Grace)}" : ""),
        { Session: { } session } => $"session license '{session.Client}', serial {session.Serial}, {TextForms.Period(session.NotBefore, session.Expires)}",
        _ => "a document that cannot be read",
    };

    private static IEnumerable<string> Seats(ChainLink link) => link switch
    {
        { Server: { } server } => [server.Seats + Stages(server.Stages.Count)],
        { Session: { } session } => [$"{session.Seats} ({(session.Allocation == Allocation.Reserved ? "reserved" : "shared")}){Stages(session.Stages.Count)}"],
        _ => [],
    };

    private static string Stages(int count) => count switch { 0 => "", 1 => "; 1 stage", _ => $"; {count} stages" };

    private static Severity SeverityOf(string mark) => mark switch
    {
        ChainLink.Good or "same" => Severity.Success,
        ChainLink.Refused or "suspended" or "revoked" or "expired" => Severity.Error,
        _ => Severity.Warning,
    };

    private static void Members(Utf8JsonWriter json, ChainLink link)
    {
        json.WriteString("id"u8, link.Id);
        json.WriteString("client"u8, link.Client);
        if ((link.Server?.Serial ?? link.Session?.Serial) is not { } serial)
        {
            json.WriteNull("serial"u8);
            json.WriteNull("state"u8);
            json.WriteNull("notBefore"u8);
            json.WriteNull("expires"u8);
            json.WriteNull("seats"u8);
            return;
        }

        json.WriteNumber("serial"u8, serial);
        json.WriteString("state"u8, link.Server is { State: var state } ? ServerLicenseWriter.Name(state) : null);
        json.WriteString("notBefore"u8, JsonForms.Instant(link.Server?.NotBefore ?? link.Session!.NotBefore));
        json.WriteString("expires"u8, JsonForms.Instant(link.Server?.Expires ?? link.Session!.Expires));
        json.Seats("seats", (link.Server?.Seats ?? link.Session!.Seats).All());
    }
}
