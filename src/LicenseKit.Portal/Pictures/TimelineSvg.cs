using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using LicenseKit.Licenses;
using LicenseKit.Portal.Words;

namespace LicenseKit.Portal.Pictures;

/// <summary>Draws a timeline: x in percent of the width, y in pixels, so that one markup serves every width.</summary>
internal sealed class TimelineSvg
{
    private const double StripTop = 19;
    private const double Top = 38;
    private const int LabelRoom = 34;

    private readonly StringBuilder _svg = new();
    private readonly TimelinePicture _picture;
    private readonly IReadOnlyList<string> _kinds;
    private readonly double _row;
    private readonly double _bottom;

    private TimelineSvg(TimelinePicture picture)
    {
        _picture = picture;
        _kinds = picture.Kinds;
        _row = _kinds.Count >= 6 ? 26 : _kinds.Count >= 4 ? 46 : 70;
        _bottom = Top + (_kinds.Count * (_row + LabelRoom)) + 8;
    }

    public static string Draw(TimelinePicture picture) => new TimelineSvg(picture).Draw();

    private string Draw()
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"tl\" height=\"{_bottom + 16:0}\" role=\"img\"><title>{Text(_picture.Title)}</title><desc>{Text(TimelineWords.Describe(_picture))}</desc>");
        var now = X(_picture.Now);
        if (now > 0)
        {
            Rect("class=\"tl-past\"", 0, Math.Min(now, 100), Top, _bottom - Top - 8);
        }

        Grid();
        Stages();
        for (var i = 0; i < _kinds.Count; i++)
        {
            Row(_kinds[i], Top + ((i + 1) * (_row + LabelRoom)));
        }

        Marks(now);
        Hits();
        return _svg.Append("</svg>").ToString();
    }

    private void Grid()
    {
        foreach (var (at, label, isMinor) in TimelineTicks.Of(_picture.From, _picture.To))
        {
            Line("tl-grid", X(at), Top, _bottom);
            if (X(at) < 97)
            {
                Label(isMinor ? "w1" : null, X(at), 3, _bottom + 12, label);
            }
        }
    }

    private void Stages()
    {
        var free = 0.0;
        foreach (var (name, from, to) in _picture.Stages.OrderBy(s => s.From))
        {
            var (x, end) = (Math.Max(0, X(from)), Math.Min(100, X(to)));
            if (end <= x)
            {
                continue;
            }

            Rect("class=\"tl-stage\" rx=\"2\"", x, end - x, StripTop, 15);
            var wanted = name.Length * 0.75;
            var (at, dx) = wanted <= end - x ? (x, 4) : (end, 5);
            if (name.Length > 0 && at >= free && at + wanted < 100)
            {
                Label($"st {(wanted <= 12 ? "w1" : "w2")}", at, dx, 30, name);
                free = at + wanted;
            }
        }
    }

    /// <summary>One kind: what is taken as areas, the allowance as a step line.</summary>
    private void Row(string kind, double ground)
    {
        var isGeneric = kind == Seats.GenericName;
        var scale = _row / Math.Max(1, _picture.Periods.Max(p => Highest(p, kind)));
        var beyond = isGeneric || _picture.IsWithGeneric ? Layer.TooMany : Layer.FromGeneric;
        var bars = new List<Bar>();
        foreach (var period in _picture.Periods)
        {
            var allowed = Say.Of(period.Seats[0], kind);
            var from = 0L;
            for (var i = 1; i < period.Seats.Count; i++)
            {
                from = Stack(bars, period, _picture.Layers[i - 1], from, Say.Of(period.Seats[i], kind), allowed, beyond);
            }

            if (isGeneric)
            {
                Stack(bars, period, Layer.FromGeneric, from, TimelinePicture.Taken(period).Sum(t => Math.Min(t.Over, 1_000_000_000)), allowed, beyond);
            }
        }

        foreach (var bar in Merge(bars))
        {
            Rect(bar.Layer.Paint, X(bar.From), X(bar.To) - X(bar.From) + 0.06, ground - (bar.High * scale), (bar.High - bar.Low) * scale);
        }

        Line("tl-base", 0, 100, ground, isFlat: true);
        Allowance(kind, ground, scale);
        Label("k", 0, 0, ground - _row - 19, Say.Kind(kind));
        if (_picture.Current is { } current)
        {
            var taken = TimelinePicture.TakenOf(current, kind);
            Label("e", 100, 0, ground - _row - 19, $"{(_picture.Layers.Count == 0 ? "" : $"{Say.Count(taken)} of ")}{Say.Count(Say.Of(current.Seats[0], kind))} now");
        }
    }

    /// <summary>Puts a layer on what is there: up to the allowance in its own paint, beyond it in that of what it becomes.</summary>
    private static long Stack(List<Bar> bars, Overlay period, Layer layer, long from, long height, long allowed, Layer beyond)
    {
        var to = from + Math.Min(height, 1_000_000_000);
        var within = allowed == Limit.Unlimited ? to : Math.Clamp(allowed, from, to);
        if (within > from)
        {
            bars.Add(new(period.From, period.To, layer, from, within));
        }

        if (to > within)
        {
            bars.Add(new(period.From, period.To, beyond, within, to));
        }

        return to;
    }

    private static IEnumerable<Bar> Merge(IEnumerable<Bar> bars)
    {
        var last = new Dictionary<(Layer, long, long), Bar>();
        foreach (var bar in bars)
        {
            var key = (bar.Layer, bar.Low, bar.High);
            if (last.TryGetValue(key, out var before) && before.To == bar.From)
            {
                last[key] = before with { To = bar.To };
                continue;
            }

            if (before is not null)
            {
                yield return before;
            }

            last[key] = bar;
        }

        foreach (var bar in last.Values)
        {
            yield return bar;
        }
    }

    private void Allowance(string kind, double ground, double scale)
    {
        double Y(long count) => ground - (count == Limit.Unlimited ? _row : count * scale);
        var path = new StringBuilder();
        var labelled = -1L;
        var isUnlimited = false;
        for (var i = 0; i < _picture.Periods.Count; i++)
        {
            var period = _picture.Periods[i];
            var count = Say.Of(period.Seats[0], kind);
            var y = Y(count);
            isUnlimited |= count == Limit.Unlimited;
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "M0 " : "V")}{y:0.#}H{Math.Round(X(period.To) * 10):0}");
            if (count != labelled)
            {
                labelled = count;
                var next = _picture.Periods.Skip(i + 1).FirstOrDefault(p => Say.Of(p.Seats[0], kind) != count);
                Value(X(period.From), X(next?.From ?? _picture.To) - X(period.From), y, count);
            }
        }

        _svg.Append(CultureInfo.InvariantCulture, $"<svg width=\"100%\" height=\"{_bottom:0}\" viewBox=\"0 0 1000 {_bottom:0}\" preserveAspectRatio=\"none\"><path class=\"tl-line{(isUnlimited ? " tl-open" : "")}\" d=\"{path}\"/></svg>");
    }

    /// <summary>The figure of an allowance, where there is space for it.</summary>
    private void Value(double x, double width, double y, long count)
    {
        var text = count == Limit.Unlimited ? "∞ unlimited" : Say.Count(count);
        var needed = text.Length * 0.9;
        var room = width >= needed * 3 ? "w0" : width >= needed * 1.6 ? "w1" : width >= needed ? "w2" : null;
        if (room is not null)
        {
            Label($"val {room}", x, 4, y - 4, text);
        }
    }

    private void Marks(double now)
    {
        if (_picture.NextChange is { } next && X(next) is < 99 and var x)
        {
            Line("tl-next", x, 36, _bottom);
            Label("b", x, 0, 11, $"next {Say.When(next, _picture.Now)}");
        }

        if (now is >= 0 and <= 100)
        {
            Line("tl-now", now, 2, _bottom);
            Label(now > 8 ? "tl-now-t e" : "tl-now-t", now, now > 8 ? -5 : 5, 11, "now");
        }
    }

    /// <summary>What a period says, when the pointer is over it.</summary>
    private void Hits()
    {
        if (_picture.Periods.Count > 60)
        {
            return;
        }

        foreach (var period in _picture.Periods)
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"tl-hit\" x=\"{X(period.From):0.##}%\" width=\"{X(period.To) - X(period.From):0.##}%\" y=\"{Top}\" height=\"{_bottom - Top - 8:0}\"><title>{Text(TimelineWords.Describe(period, _picture.Now))}</title></rect>");
        }
    }

    private static long Highest(Overlay period, string kind)
    {
        var allowed = Say.Of(period.Seats[0], kind);
        var taken = TimelinePicture.TakenOf(period, kind);
        taken = Math.Min(taken, 1_000_000_000);
        return allowed == Limit.Unlimited ? (taken * 4 / 3) + 1 : Math.Max(allowed, taken);
    }

    private double X(DateTimeOffset at) => (at - _picture.From).TotalSeconds / (_picture.To - _picture.From).TotalSeconds * 100;

    private void Rect(string attributes, double x, double width, double y, double height) => _svg.Append(CultureInfo.InvariantCulture,
        $"<rect {attributes} x=\"{x:0.##}%\" width=\"{Math.Max(0, Math.Min(width, 100 - x)):0.##}%\" y=\"{y:0.#}\" height=\"{Math.Max(0, height):0.#}\"/>");

    private void Line(string name, double x, double y1, double y2, bool isFlat = false) => _svg.Append(isFlat
        ? string.Create(CultureInfo.InvariantCulture, $"<line class=\"{name}\" x1=\"0\" x2=\"100%\" y1=\"{y2:0.#}\" y2=\"{y2:0.#}\"/>")
        : string.Create(CultureInfo.InvariantCulture, $"<line class=\"{name}\" x1=\"{x:0.##}%\" x2=\"{x:0.##}%\" y1=\"{y1:0.#}\" y2=\"{y2:0.#}\"/>"));

    private void Label(string? name, double x, int dx, double y, string text) => _svg.Append(CultureInfo.InvariantCulture,
        $"<text{(name is null ? "" : $" class=\"{name}\"")} x=\"{x:0.##}%\" dx=\"{dx}\" y=\"{y:0.#}\">{Text(text)}</text>");

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private sealed record Bar(DateTimeOffset From, DateTimeOffset To, Layer Layer, long Low, long High);
}
