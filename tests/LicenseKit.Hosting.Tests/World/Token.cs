using LicenseKit.Signing;

namespace LicenseKit.Hosting.Tests;

/// <summary>A signer that lives elsewhere, and whatever may be wrong with it.</summary>
internal sealed class Token(byte seed = 77) : ISigner
{
    private static readonly SigningKey Other = SigningKey.FromSeed([.. Enumerable.Repeat((byte)66, 32)]);

    private readonly SigningKey _key = SigningKey.FromSeed([.. Enumerable.Repeat(seed, 32)]);
    private volatile bool _isAway;
    private int _failed;

    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <summary>Signs nothing that it cannot read.</summary>
    public bool RefusesXml { get; set; }

    /// <summary>What it waits for before it answers.</summary>
    public Func<Task> Hangs { get; set; } = () => Task.CompletedTask;

    /// <summary>What is wrong with the signatures that it makes.</summary>
    public string? Lie { get; set; }

    /// <summary>How often it was asked in vain.</summary>
    public int Failed => Volatile.Read(ref _failed);

    public PublicKey PublicKey => Lie == "becomes another key" ? Other.PublicKey : _key.PublicKey;

    public async ValueTask SignAsync(ReadOnlyMemory<byte> data, Memory<byte> signature, CancellationToken cancellationToken)
    {
        await Hangs();
        Sign(data.Span, signature.Span);
    }

    private void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        if (IsAway)
        {
            Interlocked.Increment(ref _failed);
            throw new TimeoutException("the token is not in its slot");
        }

        if (RefusesXml && data.StartsWith("<"u8))
        {
            throw new SigningException("that is no JWS") { IsRefusal = true };
        }

        (Lie is "signs with another key" or "becomes another key" ? Other : _key).Sign(Lie == "signs other data" ? "other"u8 : data, signature);
        if (Lie == "writes garbage")
        {
            signature.Fill(0x5a);
        }
    }
}
