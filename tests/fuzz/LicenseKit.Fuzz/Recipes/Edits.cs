using System.Globalization;
using System.Text;
using LicenseKit.Fuzz.Notations;
using LicenseKit.Fuzz.Seeds;

namespace LicenseKit.Fuzz.Recipes;

/// <summary>The edits of a recipe: each takes its operands from the input and works on the current link, or on the chain.</summary>
internal sealed class Edits(Recipe recipe, int link, FuzzFormat format)
{
    /// <summary>How many there are; those that reach deepest have two numbers.</summary>
    public const int Count = 26;

    private int _link = link;

    private Draft Draft => recipe.Drafts[_link];

    public void Do(ref Operands operands)
    {
        switch (operands.Below(Count))
        {
            case 0 or 1:
                Draft.ReplaceValue(Leaf(ref operands), operands.Of(Pieces.Numbers));
                break;
            case 2 or 3:
                AddToNumber(Leaf(ref operands), operands.Signed());
                break;
            case 4:
                Draft.ReplaceValue(Leaf(ref operands), format.Notation.Text(operands.Of(Pieces.Texts)));
                break;
            case 5:
                Draft.ReplaceValue(Leaf(ref operands), format.Notation.Text(operands.Text()));
                break;
            case 6:
                Draft.ReplaceValue(Any(ref operands), operands.Text());
                break;
            case 7:
                Draft.ReplaceValue(Any(ref operands), operands.Of(format.Values));
                break;
            case 8:
                Delete(Any(ref operands));
                break;
            case 9:
                Duplicate(Any(ref operands));
                break;
            case 10:
                Draft.ReplaceValue(Any(ref operands), Draft.Seed.ValueOf(Any(ref operands)));
                break;
            case 11:
                TakeFromOtherSeed(ref operands);
                break;
            case 12:
                InsertSorted(Any(ref operands), operands.Of(format.Names), ref operands);
                break;
            case 13:
                Insert(Any(ref operands), operands.Of(format.Names), ref operands);
                break;
            case 14:
                Swap(Any(ref operands), Any(ref operands));
                break;
            case 15:
                Cut(operands.Short(), operands.Byte() % 16, operands.Text());
                break;
            case 16:
                Cut(operands.Short(), operands.Byte() % 4, operands.Of(Pieces.Fragments));
                break;
            case 17 or 18:
                TakeFromIssuer(Leaf(ref operands), operands.Signed());
                break;
            case 19:
                SetHolder(ref operands);
                break;
            case 20:
                RaiseSerial(operands.Byte());
                break;
            case 21:
                _link = operands.Below(recipe.Drafts.Length);
                break;
            case 22:
                SignOtherwise(ref operands);
                break;
            case 23:
                Rearrange(ref operands);
                break;
            case 24:
                recipe.Cuts.Add((operands.Short(), operands.Byte() % 3, operands.Of(Pieces.Fragments)));
                break;
            default:
                recipe.Cuts.Add((operands.Short(), operands.Short() % 2048, Draft.Seed.Content[..(operands.Short() % Draft.Seed.Content.Length)]));
                break;
        }
    }

    /// <summary>A slot that is no container.</summary>
    private int Leaf(ref Operands operands)
    {
        var slots = Draft.Seed.Slots;
        var start = Any(ref operands);
        for (var i = 0; i < slots.Length; i++)
        {
            if (!slots[(start + i) % slots.Length].IsContainer)
            {
                return (start + i) % slots.Length;
            }
        }

        return start;
    }

    private int Any(ref Operands operands) => operands.Below(Draft.Seed.Slots.Length);

    private void AddToNumber(int slot, int difference)
    {
        if (format.Notation.Plus(Draft.Seed.ValueOf(slot), difference) is { } sum)
        {
            Draft.ReplaceValue(slot, sum);
        }
    }

    /// <summary>What the issuer has at the same place, or a little more or less: the edge of delegation.</summary>
    private void TakeFromIssuer(int slot, int difference)
    {
        if (_link == 0 || recipe.Drafts[_link - 1].Seed is not { } issuer || issuer.Find(Draft.Seed.Slots[slot].Path) is not (>= 0 and var same))
        {
            return;
        }

        Draft.ReplaceValue(slot, format.Notation.Plus(issuer.ValueOf(same), difference) ?? issuer.ValueOf(same));
    }

    private void TakeFromOtherSeed(ref Operands operands)
    {
        var other = operands.Of(operands.Of(format.Seeds).Links);
        var from = operands.Below(other.Slots.Length);
        var to = Draft.Seed.Find(other.Slots[from].Path);
        Draft.ReplaceValue(to >= 0 ? to : Any(ref operands), other.ValueOf(from));
    }

    private void Delete(int slot)
    {
        var (start, end) = (Draft.Seed.Slots[slot].Start, Draft.Seed.Slots[slot].End);
        var content = Draft.Seed.Content.AsSpan();
        var separator = format.Notation.Separator;
        if (content[end..].StartsWith(separator))
        {
            end += separator.Length;
        }
        else if (content[..start].EndsWith(separator))
        {
            start -= separator.Length;
        }

        Draft.Replace(start, end, []);
    }

    private void Duplicate(int slot)
    {
        var place = Draft.Seed.Slots[slot];
        Draft.Replace(place.End, place.End, [.. format.Notation.Separator, .. Draft.Seed.Content.AsSpan(place.Start..place.End)]);
    }

    private void Insert(int after, string name, ref Operands operands)
    {
        var slot = Draft.Seed.Slots[after];
        Draft.Replace(slot.End, slot.End, [.. format.Notation.Separator, .. NewMember(slot, name, ref operands)]);
    }

    private byte[] NewMember(Slot like, string name, ref Operands operands) =>
        format.Notation.Member(name, (operands.Byte() & 1) == 0 ? operands.Of(format.Values) : operands.Of(Pieces.Numbers), Draft.Seed.Content.AsSpan(like.Start..like.End));

    /// <summary>A new member beside the chosen one, before the first whose name is greater.</summary>
    private void InsertSorted(int beside, string name, ref Operands operands)
    {
        var slots = Draft.Seed.Slots;
        var member = NewMember(slots[beside], name, ref operands);
        var parent = slots[beside].Parent;
        var last = beside;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i].Parent == parent && parent >= 0)
            {
                if (string.CompareOrdinal(slots[i].Name, name) > 0)
                {
                    Draft.Replace(slots[i].Start, slots[i].Start, [.. member, .. format.Notation.Separator]);
                    return;
                }

                last = i;
            }
        }

        Draft.Replace(slots[last].End, slots[last].End, [.. format.Notation.Separator, .. member]);
    }

    private void Swap(int one, int other)
    {
        var (a, b) = (Draft.Seed.Slots[one], Draft.Seed.Slots[other]);
        Draft.Replace(a.Start, a.End, Draft.Seed.Content.AsSpan(b.Start..b.End));
        Draft.Replace(b.Start, b.End, Draft.Seed.Content.AsSpan(a.Start..a.End));
    }

    private void Cut(int at, int length, ReadOnlySpan<byte> insert)
    {
        var start = at % (Draft.Seed.Content.Length + 1);
        Draft.Replace(start, Math.Min(start + length, Draft.Seed.Content.Length), insert);
    }

    /// <summary>Binds the link to another key; a key that we have then signs what stands below.</summary>
    private void SetHolder(ref Operands operands)
    {
        var choice = operands.Below(FixedKeys.All.Length + FixedKeys.BadX.Length);
        var key = choice < FixedKeys.All.Length ? FixedKeys.All[choice] : null;
        var slot = Draft.Seed.Find(format.Places.Key);
        if (slot < 0)
        {
            return;
        }

        Draft.ReplaceValue(slot, format.Notation.Text(Encoding.ASCII.GetBytes(key?.X ?? FixedKeys.BadX[choice - FixedKeys.All.Length])));
        if (key is not null && _link + 1 < recipe.Drafts.Length)
        {
            recipe.Drafts[_link + 1].Signer = key;
        }
    }

    /// <summary>Another serial, and the one that the link below has recorded, so that their difference is what is tried.</summary>
    private void RaiseSerial(byte serials)
    {
        if (Draft.Seed.Find(format.Places.Serial) is >= 0 and var own)
        {
            Draft.ReplaceValue(own, Utf8(serials & 15));
        }

        if (_link + 1 < recipe.Drafts.Length && recipe.Drafts[_link + 1] is { } below && below.Seed.Find(format.Places.ParentSerial) is >= 0 and var recorded)
        {
            below.ReplaceValue(recorded, Utf8(serials >> 4));
        }
    }

    private void SignOtherwise(ref Operands operands)
    {
        var what = operands.Byte();
        Draft.Variant = what & 3;
        Draft.Type = (what & 12) == 4 ? operands.Of(format.Types) : Draft.Type;
        Draft.Signer = (what & 48) == 16 ? operands.Of(FixedKeys.All) : Draft.Signer;
    }

    private void Rearrange(ref Operands operands)
    {
        var (what, order) = (operands.Below(6), recipe.Order);
        var at = operands.Below(order.Count);
        switch (what)
        {
            case 0 when order.Count > 1:
                order.RemoveAt(at);
                break;
            case 1 when order.Count > 0:
                order.Insert(operands.Below(order.Count + 1), order[at]);
                break;
            case 2 when order.Count > 0:
                var other = operands.Below(order.Count);
                (order[at], order[other]) = (order[other], order[at]);
                break;
            case 3 when order.Count > 0:
                recipe.Keys.Add((recipe.Drafts[order[at]].Seed.Id, operands.Of(FixedKeys.All).X));
                break;
            case 4:
                recipe.Keys.Clear();
                break;
            case 5:
                recipe.Keys.Add((Encoding.UTF8.GetString(operands.Of(Pieces.Texts)), operands.Of(FixedKeys.BadX)));
                break;
        }
    }

    private static byte[] Utf8(long value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));
}
