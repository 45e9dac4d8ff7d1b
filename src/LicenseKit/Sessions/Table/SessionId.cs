using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using LicenseKit.Signing;

namespace LicenseKit.Sessions.Table;

/// <summary>SHA-256 of a session's secret: 32 bytes, on the wire 43 symbols of base64url.</summary>
/// <remarks>A client may send any 32 bytes, so an id is not known to be random.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct SessionId : IEquatable<SessionId>
{
    public const int Size = 32;

    private const int TextLength = 43;

    private SessionId(ReadOnlySpan<byte> bytes)
    {
        A = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        B = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        C = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        D = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    /// <summary>Bytes 0..7, little-endian; B, C and D are the next ones.</summary>
    internal ulong A { get; }

    internal ulong B { get; }

    internal ulong C { get; }

    internal ulong D { get; }

    public static bool operator ==(in SessionId left, in SessionId right) => left.Equals(right);

    public static bool operator !=(in SessionId left, in SessionId right) => !left.Equals(right);

    /// <summary>Accepts the canonical base64url text of exactly 32 bytes and nothing else.</summary>
    public static bool TryParse(string text, out SessionId id)
    {
        Span<byte> utf8 = stackalloc byte[TextLength];
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length != TextLength || Ascii.FromUtf16(text, utf8, out _) != OperationStatus.Done
            || !Base64UrlText.TryDecode(utf8, bytes, out var written) || written != Size)
        {
            id = default;
            return false;
        }

        id = new(bytes);
        return true;
    }

    /// <exception cref="ArgumentException">Not exactly 32 bytes.</exception>
    public static SessionId Of(ReadOnlySpan<byte> bytes) => bytes.Length == Size ? new(bytes)
        : throw new ArgumentException($"A session id has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    public bool Equals(SessionId other) => A == other.A && B == other.B && C == other.C && D == other.D;

    public override bool Equals(object? obj) => obj is SessionId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(A, B, C, D);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, A);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], D);
        return Base64UrlText.Encode(bytes);
    }
}
