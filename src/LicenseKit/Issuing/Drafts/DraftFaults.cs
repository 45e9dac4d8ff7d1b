using System.Text.Json;
using System.Text.RegularExpressions;
using LicenseKit.Licenses;

namespace LicenseKit.Issuing.Drafts;

/// <summary>Says what the serializer found wrong in a draft in the words of the person who wrote it.</summary>
/// <remarks>What the serializer refuses by itself is told apart by its message, in English in every culture. A message that it does not know yet is one about a wrong type.</remarks>
internal static partial class DraftFaults
{
    public static LicenseFault NotAnObject { get; } = Fault("The draft is not a JSON object.");

    public static LicenseFault NotUnicode { get; } = Fault("The draft is not JSON: it has an unpaired surrogate.");

    public static LicenseFault Of(JsonException e)
    {
        if (e.InnerException is JsonException)
        {
            return Fault($"The draft is not JSON: line {e.LineNumber + 1}.");
        }

        var member = MemberOf(e.Path ?? "$");
        return e switch
        {
            JsonMemberException => Fault($"{(member.Length == 0 ? "The draft" : $"'{member}'")} {e.Message}.", member),
            { Message: var m } when m.StartsWith("Duplicate propert", StringComparison.Ordinal) => Fault($"The draft has the member '{member}' twice.", member),
            { Message: var m } when m.Contains("could not be mapped", StringComparison.Ordinal) => Fault($"The draft has a member '{member}' that it does not know.", member),
            { Message: var m } when m.Contains("setting null", StringComparison.Ordinal) => Fault($"'{member}' is null; it must be given.", member),
            { Message: var m } when Missing().Match(m) is { Success: true } missing => IsMissing(member, missing.Groups["name"].Value),
            _ when member.Length == 0 => NotAnObject,
            _ => Fault($"'{member}' is not a {(member == "stages" ? "list" : "JSON object")}.", member),
        };
    }

    private static LicenseFault IsMissing(string owner, string name)
    {
        var member = owner.Length == 0 ? name : $"{owner}.{name}";
        return Fault($"'{member}' is missing{(member == "seats" ? "; name at least one kind" : "")}.", member);
    }

    /// <summary><c>$.stages[0].seats['a b']</c> as <c>stages[0].seats.a b</c>.</summary>
    private static string MemberOf(string path) => Names.Shown(Quoted().Replace(path, ".${name}").TrimStart('$').TrimStart('.'));

    private static LicenseFault Fault(string message, string? member = null) =>
        new(FaultCode.BadDraft, message, "Correct the draft; its form is described in docs/drafts.md.", string.IsNullOrEmpty(member) ? null : member);

    [GeneratedRegex(@"\['(?<name>.*?)'\]", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"missing required properties including: '(?<name>\w+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();
}
