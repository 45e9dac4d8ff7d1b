using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace LicenseKit.Fuzz;

/// <summary>The map in which instrumented code counts its branches; without one it would write to address 0.</summary>
internal static unsafe class Coverage
{
    private const int MapSize = 65_536;

    private static readonly byte* Nobodys = (byte*)NativeMemory.AllocZeroed(MapSize);

    /// <summary>A map that nobody reads, until AFL++ gives its own.</summary>
    public static void Discard() => Trace.SharedMem = Nobodys;

    /// <summary>What the harness itself asks of the library is no coverage of an input.</summary>
    public static T Without<T>(Func<T> ask)
    {
        var map = Trace.SharedMem;
        Trace.SharedMem = Nobodys;
        try
        {
            return ask();
        }
        finally
        {
            Trace.SharedMem = map;
        }
    }
}
