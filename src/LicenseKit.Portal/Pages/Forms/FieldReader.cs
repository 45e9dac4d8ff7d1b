using System.Globalization;
using LicenseKit.Licenses;
using LicenseKit.Portal.Components;
using LicenseKit.Portal.Words;
using LicenseKit.Stages;

namespace LicenseKit.Portal.Pages.Forms;

/// <summary>Reads what was typed into fields; what cannot be read is told beside its field.</summary>
internal sealed class FieldReader
{
    public List<FormError> Errors { get; } = [];

    /// <summary>Puts a fault of the server beside its field, as far as its code says which one it is.</summary>
    public void Add(LicenseFault fault)
    {
        foreach (var one in fault.Others.Prepend(fault))
        {
            var (field, label) = one.Code switch
            {
                FaultCode.NameTaken => ("client", "Client Name"),
                FaultCode.BadText when one.Message.Contains("client", StringComparison.OrdinalIgnoreCase) => ("client", "Client Name"),
                FaultCode.BadUrl => ("url", "Server URL"),
                FaultCode.BadLicenseCode or FaultCode.NotPreactivated or FaultCode.BadRequestFile => ("code", "Preactivate License"),
                FaultCode.OverBudget or FaultCode.LeasesOut => ("users", "Users"),
                FaultCode.AmbiguousStage or FaultCode.BadStages => ("stages", "Stages"),
                _ => ("", "This license"),
            };
            Errors.Add(new(field, label, $"{one.Message} {one.Remedy}"));
        }
    }

    /// <summary>A stage; null when its row is empty or cannot be read.</summary>
    public StageDraft? Stage(StageRow row, int index)
    {
        if (row.IsEmpty)
        {
            return null;
        }

        var from = Date("stages", $"Stage {index + 1}, From", row.From);
        var to = row.To.Length == 0 ? null : Date("stages", $"Stage {index + 1}, To", row.To);
        if (from is { } start && to is { } end && end <= start)
        {
            Errors.Add(new("stages", "Stages", $"“{row.Name}” ends on {Say.Date(end)}, not after it begins on {Say.Date(start)}. Enter a later To date, or leave it empty."));
            return null;
        }

        var counts = new Dictionary<string, StageCount>(StringComparer.Ordinal);
        foreach (var (kind, text) in row.Counts.Where(c => c.Value.Length > 0))
        {
            var isRelative = text[0] is '+' or '-';
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < Limit.UnlimitedOnWire)
            {
                counts[kind] = isRelative ? StageCount.By(number) : StageCount.Exactly(number);
            }
            else if (text == "unlimited")
            {
                counts[kind] = StageCount.Exactly(Limit.Unlimited);
            }
            else
            {
                Errors.Add(new("stages", $"Stage {index + 1}, {Say.Short(kind)}", $"“{text}” is not a number. Enter a count such as 50, a difference such as +30, or “unlimited”."));
            }
        }

        return from is null ? null : new StageDraft { Name = row.Name, From = from.Value, To = to, Seats = counts };
    }

    /// <summary>A count of seats or licenses.</summary>
    public long Count(string field, string label, string text)
    {
        text = text.Trim();
        if (text.Equals("unlimited", StringComparison.OrdinalIgnoreCase))
        {
            return Limit.Unlimited;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < Limit.UnlimitedOnWire)
        {
            return count;
        }

        Errors.Add(new(field, label, $"“{text}” is not a number of seats or licenses. Enter a whole number below 1,000,000,000, or “unlimited”."));
        return 0;
    }

    /// <summary>A duration in one unit; null when nothing was typed.</summary>
    public TimeSpan? Span(string field, string label, string text, TimeSpan unit, string units)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Equals("unlimited", StringComparison.OrdinalIgnoreCase))
        {
            return TimeSpan.MaxValue;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 36_500 * 24)
        {
            return unit * count;
        }

        Errors.Add(new(field, label, $"“{text}” is not a number of {units}. Enter a whole number of {units}."));
        return null;
    }

    /// <summary>A day at 00:00 UTC.</summary>
    public DateTimeOffset? Date(string field, string label, string text)
    {
        if (Day.Read(text) is { } day)
        {
            return day;
        }

        Errors.Add(new(field, label, text.Length == 0 ? "A date is missing. Enter a day." : $"“{text}” is not a day. Enter it as {Day.Form}."));
        return null;
    }
}
