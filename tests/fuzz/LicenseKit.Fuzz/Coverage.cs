using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace LicenseKit.Fuzz;

/// <summary>The map in which instrumented code counts its branches; without one it would write to address 0.</summary>
internal static class Coverage
{
    private const int MapSize = 65_536;

    /// <summary>A map that nobody reads, until AFL++ gives its own.</summary>
    public static unsafe void Discard() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapSize);
}
