using System.ComponentModel;
using System.Text.Json.Serialization;
using LicenseKit.Hosting;

namespace LicenseKit.AspNetCore;

/// <summary>What became of several drafts, in their order.</summary>
internal sealed record BatchMessage(IReadOnlyList<BatchMessage.ItemMessage> Items)
{
    [Description("What the issuer could still grant with all that are not refused; only with 'dryRun'.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IssuerUsage? Left { get; init; }

    /// <summary>A license, or why there is none.</summary>
    internal sealed record ItemMessage
    {
        [Description("The status that the call for this draft alone has.")]
        public required int Status { get; init; }

        public IssuedLicense? License { get; init; }

        public ProblemDocument? Problem { get; init; }
    }
}
