namespace LicenseKit.Fuzz.Notations;

/// <summary>A place in a document's content that a recipe can edit: a member with its value, or an element of a list.</summary>
/// <param name="Path">Names from the outermost object down, joined by dots; list elements are numbered.</param>
/// <param name="Parent">Index of the slot in which it stands; -1 for the outermost.</param>
/// <param name="Start">First byte of the member.</param>
/// <param name="ValueStart">First byte of its value.</param>
/// <param name="ValueEnd">First byte after its value.</param>
/// <param name="End">First byte after the member.</param>
/// <param name="IsContainer">True for an object or a list.</param>
internal readonly record struct Slot(string Path, int Parent, int Start, int ValueStart, int ValueEnd, int End, bool IsContainer)
{
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];
}
