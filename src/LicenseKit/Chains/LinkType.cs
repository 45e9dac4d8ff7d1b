using System.Text.Json.Serialization;
using LicenseKit.Licenses;

namespace LicenseKit.Chains;

/// <summary>What a link of a chain is.</summary>
[JsonConverter(typeof(WordJsonConverter<LinkType>))]
public enum LinkType
{
    /// <summary>A server license that a root key signed.</summary>
    [JsonStringEnumMemberName("master")]
    Master,

    /// <summary>A server license that the holder of another one signed.</summary>
    [JsonStringEnumMemberName("server")]
    Server,

    /// <summary>The session license at the end of an app's file.</summary>
    [JsonStringEnumMemberName("session")]
    Session,
}
