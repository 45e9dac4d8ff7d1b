using System.Security.Cryptography;

namespace LicenseKit.Chains;

/// <summary>The chains of the last few files that were accepted, by the SHA-256 of their bytes.</summary>
/// <remarks>Thread-safe without a lock: an entry is immutable and swapped whole; a race costs a verification.</remarks>
internal sealed class RecentChains
{
    private const int Count = 8;

    private readonly Entry?[] _entries = new Entry?[Count];

    public Chain? Find(ReadOnlySpan<byte> hash)
    {
        ref var place = ref PlaceOf(hash);
        return Volatile.Read(ref place) is { } entry && entry.Hash.AsSpan().SequenceEqual(hash) ? entry.Chain : null;
    }

    public void Add(ReadOnlySpan<byte> hash, Chain chain) => Volatile.Write(ref PlaceOf(hash), new Entry(hash.ToArray(), chain));

    private ref Entry? PlaceOf(ReadOnlySpan<byte> hash) => ref _entries[hash[SHA256.HashSizeInBytes - 1] % Count];

    private sealed record Entry(byte[] Hash, Chain Chain);
}
