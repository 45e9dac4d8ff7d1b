using System.Security.Cryptography;
using System.Text;

namespace LicenseKit.Signing;

/// <summary>The short text form of an installation's public key, made to be read out and typed.</summary>
/// <remarks>
/// 40 Crockford base32 symbols in 8 groups of 5. Any 4 wrong symbols, and all but one in 2^30 of worse slips, are detected.
/// <code>
/// 1  NNNN-NNNNN-NNNNN-NNNNN-NNNNN-NNNNN-NNNN  CCCCCC
/// |  '- first 165 bits of SHA-256("licensekit-license-code-v1\0" + key)
/// '- version                                  '- bech32m (BIP 350) checksum, with the product mixed in
/// </code>
/// </remarks>
public sealed class LicenseCode : IEquatable<LicenseCode>
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Symbols = 40;
    private const int CheckSymbols = 6;
    private const int Version = 1;

    private readonly byte[] _symbols;

    private LicenseCode(byte[] symbols) => _symbols = symbols;

    /// <summary>The code of a key for one product.</summary>
    public static LicenseCode Of(PublicKey key, string product)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(product);
        var symbols = new byte[Symbols];
        symbols[0] = Version;
        WriteFingerprint(key, symbols.AsSpan(1, Symbols - CheckSymbols - 1));
        WriteCheck(product, symbols);
        return new LicenseCode(symbols);
    }

    /// <summary>Reads a typed code: case, spaces and dashes do not matter, O reads as 0, I and L as 1.</summary>
    public static Outcome<LicenseCode> Read(string text, string product)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(product);
        var symbols = new List<byte>(Symbols);
        foreach (var c in text)
        {
            if (c is ' ' or '-' or '\t' or '\r' or '\n')
            {
                continue;
            }

            var value = char.IsAscii(c) ? Value(char.ToUpperInvariant(c)) : -1;
            if (value < 0)
            {
                return Bad($"The License Code has the character U+{(int)c:X4}, which is not one of its symbols.");
            }

            symbols.Add((byte)value);
        }

        if (symbols.Count != Symbols)
        {
            return Bad($"The License Code has {symbols.Count} symbols; it must have {Symbols}.");
        }

        if (symbols[0] != Version)
        {
            return Bad($"The License Code is of version {Alphabet[symbols[0]]}; this library reads version {Version}.");
        }

        var read = symbols.ToArray();
        var expected = (byte[])read.Clone();
        WriteCheck(product, expected);
        if (!expected.AsSpan().SequenceEqual(read))
        {
            return Bad($"The License Code is mistyped, or it is not for product '{product}': its check symbols do not fit.");
        }

        return new LicenseCode(read);
    }

    /// <summary>True when this is the code of that key (the product is part of the code's check symbols only).</summary>
    public bool Matches(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> fingerprint = stackalloc byte[Symbols - CheckSymbols - 1];
        WriteFingerprint(key, fingerprint);
        return fingerprint.SequenceEqual(_symbols.AsSpan(1, fingerprint.Length));
    }

    /// <summary>Upper case, groups of five joined by dashes: the canonical form.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Symbols + 7);
        for (var i = 0; i < Symbols; i++)
        {
            if (i > 0 && i % 5 == 0)
            {
                text.Append('-');
            }

            text.Append(Alphabet[_symbols[i]]);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(LicenseCode? other) => other is not null && _symbols.AsSpan().SequenceEqual(other._symbols);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LicenseCode);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_symbols[1], _symbols[2], _symbols[3], _symbols[4], _symbols[5], _symbols[6]);

    private static int Value(char c) => c switch { 'O' => 0, 'I' or 'L' => 1, _ => Alphabet.IndexOf(c, StringComparison.Ordinal) };

    private static void WriteFingerprint(PublicKey key, Span<byte> symbols)
    {
        Span<byte> data = [.. "licensekit-license-code-v1\0"u8, .. key.Bytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        for (var i = 0; i < symbols.Length; i++)
        {
            var bit = i * 5;
            var window = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            symbols[i] = (byte)((window >> (11 - (bit % 8))) & 31);
        }
    }

    private static void WriteCheck(string product, Span<byte> symbols)
    {
        var sum = 1u;
        var name = Encoding.UTF8.GetBytes(product);
        foreach (var b in name)
        {
            sum = Polymod(sum, b >> 5);
        }

        sum = Polymod(sum, 0);
        foreach (var b in name)
        {
            sum = Polymod(sum, b & 31);
        }

        foreach (var symbol in symbols[..^CheckSymbols])
        {
            sum = Polymod(sum, symbol);
        }

        for (var i = 0; i < CheckSymbols; i++)
        {
            sum = Polymod(sum, 0);
        }

        sum ^= 0x2bc830a3;
        for (var i = 0; i < CheckSymbols; i++)
        {
            symbols[Symbols - CheckSymbols + i] = (byte)((sum >> (5 * (5 - i))) & 31);
        }
    }

    /// <summary>One step of bech32's BCH code over GF(32) (BIP 173).</summary>
    private static uint Polymod(uint sum, int value)
    {
        ReadOnlySpan<uint> generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
        var top = sum >> 25;
        sum = ((sum & 0x1ffffff) << 5) ^ (uint)value;
        for (var i = 0; i < 5; i++)
        {
            if (((top >> i) & 1) != 0)
            {
                sum ^= generator[i];
            }
        }

        return sum;
    }

    private static LicenseFault Bad(string message) => new(FaultCode.BadLicenseCode, message,
        "Copy the code again from the installation's license-code.txt or start page.");
}
