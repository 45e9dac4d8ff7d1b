using System.Text;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Recipes;

/// <summary>A file described by edits of a good chain, which the harness then signs with the keys of the proper issuers.</summary>
/// <remarks>
/// Every byte string that starts with 0x80 or more is one, so that AFL's own mutations move in the space of well-signed files.
/// <code>
/// 1 m c v i i t t | seed | link | (edit operand*)*
///   | | | |   '-- the instant of which the verdict speaks
///   | | | '- the installation that asks: nobody, the holder, nobody, a stranger
///   | | '- verifier
///   | '- links below an edited one name its new hash
///   '- links above the last in the native encoding
/// </code>
/// </remarks>
internal sealed class Recipe
{
    private const int MostEdits = 16;

    private Recipe(Draft[] drafts)
    {
        Drafts = drafts;
        Order = [.. Enumerable.Range(0, drafts.Length)];
        Keys = [.. drafts.Where(d => d.Seed.KeyIsBeside).Select(d => (d.Seed.Id, d.Seed.Holder!.X))];
    }

    public Draft[] Drafts { get; }

    /// <summary>Which drafts the file holds, in which order.</summary>
    public List<int> Order { get; }

    /// <summary>Keys beside the documents: of code-bound links, or of an activation.</summary>
    public List<(string Id, string X)> Keys { get; }

    public Question Question { get; private init; }

    /// <summary>Places in the file, in shares of 65 536 of its length, where bytes are cut out and put in after all is signed.</summary>
    public List<(int At, int Length, byte[] Insert)> Cuts { get; } = [];

    public static bool Is(ReadOnlySpan<byte> input) => input.Length > 0 && input[0] >= 0x80 && !input.StartsWith("\uFEFF"u8);

    public static Recipe Read(ReadOnlySpan<byte> input, FuzzFormat format)
    {
        var operands = new Operands(input);
        var flags = operands.Byte();
        var seed = operands.Of(format.Choices);
        var recipe = new Recipe(Array.ConvertAll(seed.Links, l => new Draft(l))) { Question = Question.OfFlags(flags, seed) };
        var edits = new Edits(recipe, operands.Below(recipe.Drafts.Length), format);
        for (var i = 0; i < MostEdits && !operands.AtEnd; i++)
        {
            edits.Do(ref operands);
        }

        if ((flags & 0x20) != 0)
        {
            recipe.Cascade(format);
        }

        return recipe;
    }

    /// <summary>The file that this recipe gives.</summary>
    public byte[] Cook(FuzzFormat format)
    {
        var file = format.Assemble(this);
        var splices = Cuts.ConvertAll(c =>
        {
            var at = (int)((long)file.Length * c.At >> 16);
            return new Splice(at, Math.Min(at + c.Length, file.Length), c.Insert);
        });
        return Splice.Apply(splices, file);
    }

    private void Cascade(FuzzFormat format)
    {
        for (var i = 1; i < Drafts.Length; i++)
        {
            if (Drafts[i - 1].IsEdited && Drafts[i].Seed.Find(format.Places.ParentHash) is var slot and >= 0)
            {
                Drafts[i].ReplaceValue(slot, format.Notation.Text(Encoding.ASCII.GetBytes(format.Notation.HashOf(Drafts[i - 1].Content))));
            }
        }
    }
}
