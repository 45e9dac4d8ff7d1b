using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>How a license of one file compares with its counterpart in another.</summary>
[JsonConverter(typeof(WordJsonConverter<LinkMark>))]
public enum LinkMark
{
    /// <summary>They say the same.</summary>
    [JsonStringEnumMemberName("same")]
    Same,

    /// <summary>They are versions of one license.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>They are different licenses.</summary>
    [JsonStringEnumMemberName("different")]
    Different,

    /// <summary>Only the second file has it.</summary>
    [JsonStringEnumMemberName("added")]
    Added,

    /// <summary>Only the first file has it.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,
}
