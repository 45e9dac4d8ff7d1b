using LicenseKit.Hosting;
using LicenseKit.Licenses;
using LicenseKit.Portal.Pictures;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.History;

/// <summary>How the seats were used since this server started: in memory, and of a size that never grows.</summary>
/// <remarks>A full history joins its points two by two, so that it goes back as far with half the resolution.</remarks>
internal sealed class UseHistory
{
    /// <summary>Most points that are kept.</summary>
    public const int MostPoints = 1440;

    private readonly Lock _lock = new();
    private List<Overlay> _points = [];

    /// <summary>Notes the use at an instant; it stands until the next one. An instant that is not after the last one is left out.</summary>
    public void Add(SeatUse use)
    {
        lock (_lock)
        {
            if (_points.Count > 0 && use.At <= _points[^1].From)
            {
                return;
            }

            _points = Closed(_points, use.At);
            if (_points.Count == MostPoints)
            {
                _points = OverlayJoins.Halve(_points);
            }

            _points.Add(PointOf(use, use.At));
        }
    }

    /// <summary>The periods from the first note to now; empty before there is one.</summary>
    /// <param name="now">Ends the last one.</param>
    /// <param name="most">How many at most: they are joined until they are no more.</param>
    public IReadOnlyList<Overlay> Until(DateTimeOffset now, int most = MostPoints)
    {
        List<Overlay> points;
        lock (_lock)
        {
            points = Closed(_points.Where(p => p.From < now), now);
        }

        while (points.Count > most)
        {
            points = OverlayJoins.Halve(points);
        }

        return points;
    }

    /// <summary>Allowance, children, reserved, sessions: the series of the picture.</summary>
    public static Overlay PointOf(SeatUse use, DateTimeOffset to) => new(use.At, to, [use.Allowed, use.Children, use.Reserved, use.Shared]);

    private static List<Overlay> Closed(IEnumerable<Overlay> points, DateTimeOffset to)
    {
        List<Overlay> closed = [.. points];
        if (closed.Count > 0)
        {
            closed[^1] = closed[^1] with { To = to };
        }

        return closed;
    }
}
