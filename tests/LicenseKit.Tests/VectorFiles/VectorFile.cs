namespace LicenseKit.Tests.VectorFiles;

/// <summary>One vector: bytes, and what must be said of them.</summary>
/// <param name="Name">Its id.</param>
/// <param name="What">One sentence.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Fault">The code with which it is refused; none when it is accepted.</param>
internal sealed record VectorFile(string Name, string What, byte[] Bytes, FaultCode Fault = FaultCode.None)
{
    /// <summary>Names of the pinned root keys, from <see cref="VectorKeys"/>.</summary>
    public string[] Roots { get; init; } = ["root"];

    public string? Product { get; init; } = Some.Product;

    /// <summary>Name of the installation's key; null = the right one.</summary>
    public string? Holder { get; init; }

    public long At { get; init; } = Some.Now;

    /// <summary><c>jws</c> or <c>xml</c>.</summary>
    public string Format { get; init; } = "jws";
}
