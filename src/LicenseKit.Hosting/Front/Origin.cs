using System.Buffers.Binary;
using System.Net;

namespace LicenseKit.Hosting.Front;

/// <summary>Where a request comes from, as limits count it: one IPv4 address, or the /64 of an IPv6 address, which one subscriber has as a whole.</summary>
internal readonly record struct Origin(UInt128 Network)
{
    /// <summary>The origin of an address; all requests without one (in this process, or over a Unix domain socket) share an origin.</summary>
    public static Origin Of(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (!address.MapToIPv6().TryWriteBytes(bytes, out _))
        {
            return default;
        }

        if (!address.IsIPv4MappedToIPv6 && address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
        {
            bytes[8..].Clear();
        }

        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
