using System.Text.Json;
using LicenseKit.Signing;

namespace LicenseKit.Fuzz.Judging;

/// <summary>What one reader of messages made of a text.</summary>
/// <param name="Type">The type that it reads.</param>
/// <param name="Fault">Null when it accepts the text.</param>
/// <param name="Again">Writes what was read once more, for a signer; from the payload it takes what the object does not keep.</param>
internal sealed record MessageAnswer(string Type, LicenseFault? Fault, Func<JsonElement, PublicKey, Document>? Again = null)
{
    /// <summary>The reader of files that hold an activation and its key.</summary>
    public const string RequestFile = "activation-request/1";
}
