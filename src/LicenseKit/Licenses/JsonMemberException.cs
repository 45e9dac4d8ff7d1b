using System.Text.Json;

namespace LicenseKit.Licenses;

/// <summary>A member of a JSON document that does not have the form that it must have; the serializer adds its path.</summary>
/// <param name="complaint">What follows the name of the member in a message: <c>is not a text</c>.</param>
internal sealed class JsonMemberException(string complaint) : JsonException(complaint);
