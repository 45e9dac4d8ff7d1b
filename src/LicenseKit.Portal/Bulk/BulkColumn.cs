using System.Text.Json;

namespace LicenseKit.Portal.Bulk;

/// <summary>A column of a bulk file, and the member of a draft that it fills.</summary>
/// <param name="Name">The name of the column and of the member.</param>
/// <param name="Examples">Its cells in the two rows of the template.</param>
/// <param name="Write">Writes a cell as JSON.</param>
/// <param name="Meaning">What to write into it.</param>
internal sealed record BulkColumn(string Name, (string First, string Second) Examples, Action<Utf8JsonWriter, string> Write, string Meaning)
{
    /// <summary>True for the number of seats of one kind.</summary>
    public bool IsSeats { get; init; }
}
