using System.Text.Json.Serialization;

namespace LicenseKit;

/// <summary>A "no" with its reason: what is, what should be, and what to do about it.</summary>
/// <remarks>Faults are values, not exceptions: a refused license is an expected answer. Codes are listed in <c>docs/faults.md</c>.</remarks>
public sealed class LicenseFault
{
    /// <summary>Makes a fault; <paramref name="message"/> and <paramref name="remedy"/> are whole sentences without a secret in them.</summary>
    public LicenseFault(FaultCode code, string message, string remedy, string? value = null, string? link = null)
    {
        Code = code;
        Message = message;
        Remedy = remedy;
        Value = value;
        Link = link;
    }

    /// <summary>The stable code; scripts compare this, never the text.</summary>
    public FaultCode Code { get; }

    /// <summary>What is, and what should be.</summary>
    public string Message { get; }

    /// <summary>What to do next, in one sentence.</summary>
    public string Remedy { get; }

    /// <summary>The offending value, where there is one that may be shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; }

    /// <summary>The id of the license in the chain that the fault is about, where there is one.</summary>
    public string? Link { get; }

    /// <summary>What else is wrong with the same request, in the order in which it was found; empty when this is all.</summary>
    [JsonIgnore]
    public IReadOnlyList<LicenseFault> Others { get; private init; } = [];

    /// <summary>The same fault, said of one link of a chain; a link that is already named stays.</summary>
    public LicenseFault At(string? link) => Link is not null || link is null ? this
        : new(Code, Message, Remedy, Value, link) { Others = [.. Others.Select(o => o.At(link))] };

    /// <summary>The first of these faults, with the rest as its <see cref="Others"/>; null when none of them is one.</summary>
    internal static LicenseFault? All(params IEnumerable<LicenseFault?> faults)
    {
        LicenseFault[] all = [.. faults.OfType<LicenseFault>().SelectMany(f => f.Others.Prepend(f))];
        return all is not [var first, .. var others] ? null
            : others.Length == first.Others.Count ? first
            : new(first.Code, first.Message, first.Remedy, first.Value, first.Link) { Others = others };
    }

    /// <summary>Code, message and remedy on one line.</summary>
    public override string ToString() => $"{Code.Text()}: {Message} {Remedy}";
}
