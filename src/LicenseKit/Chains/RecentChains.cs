using System.Numerics;

namespace LicenseKit.Chains;

/// <summary>The chains of the last few files that were accepted, by their very bytes.</summary>
/// <remarks>
/// Thread-safe. A file is copied before it is read, and the copy is what is verified and then remembered with its chain, so that no change to the
/// caller's array, whenever it happens, can bring bytes to a chain that is not theirs. A copy is written only by the one thread that holds it;
/// what is remembered is looked at under the lock alone, and an array is used again only when it has been taken out. That is 2.25 MiB at most,
/// and one array for each verification that runs.
/// </remarks>
internal sealed class RecentChains
{
    private const int Count = 8;

    private readonly Lock _lock = new();
    private readonly Copy?[] _remembered = new Copy?[Count];
    private int _oldest;
    private Copy? _spare;

    /// <summary>The chain of a file: remembered, or read now.</summary>
    public Outcome<Chain> Read(ReadOnlySpan<byte> file, ChainReader reader)
    {
        if (Find(file) is { } known)
        {
            return known;
        }

        var copy = Interlocked.Exchange(ref _spare, null) ?? new Copy();
        copy.Take(file);
        var read = reader.Read(copy.File);
        copy.Chain = read.Value;
        Volatile.Write(ref _spare, copy.Chain is null ? copy : Remember(copy));
        return read;
    }

    private Chain? Find(ReadOnlySpan<byte> file)
    {
        lock (_lock)
        {
            foreach (var copy in _remembered)
            {
                if (copy is not null && copy.File.Span.SequenceEqual(file))
                {
                    return copy.Chain;
                }
            }

            return null;
        }
    }

    /// <summary>Puts a copy in the place of the oldest one, which nobody sees from then on.</summary>
    private Copy? Remember(Copy copy)
    {
        lock (_lock)
        {
            var oldest = _remembered[_oldest];
            _remembered[_oldest] = copy;
            _oldest = (_oldest + 1) % Count;
            return oldest;
        }
    }

    private sealed class Copy
    {
        private byte[] _bytes = [];
        private int _length;

        public Chain? Chain { get; set; }

        public ReadOnlyMemory<byte> File => _bytes.AsMemory(0, _length);

        public void Take(ReadOnlySpan<byte> file)
        {
            if (file.Length > _bytes.Length)
            {
                _bytes = new byte[BitOperations.RoundUpToPowerOf2((uint)file.Length)];
            }

            file.CopyTo(_bytes);
            _length = file.Length;
        }
    }
}
