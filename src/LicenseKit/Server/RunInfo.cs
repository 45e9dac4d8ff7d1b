namespace LicenseKit.Server;

/// <summary>This run of the server: from its start to its end.</summary>
/// <param name="Number">Rises with every start.</param>
/// <param name="StartedAt">Run time in milliseconds at its start: the summed monotonic running time of all runs before, as far as it was stored.</param>
/// <param name="StartTicks">Monotonic milliseconds of this process at its start.</param>
/// <param name="Risen">Seconds by which the wall clock has raised the stored floor of time at its start.</param>
internal readonly record struct RunInfo(long Number, long StartedAt, long StartTicks, long Risen = 0)
{
    /// <summary>Run time at an instant of this run. Time switched off does not count, and no clock setting changes it.</summary>
    public long RunTime(long ticks) => StartedAt + (ticks - StartTicks);

    /// <summary>Monotonic milliseconds of this process at an instant of run time.</summary>
    public long Ticks(long runTime) => StartTicks + (runTime - StartedAt);
}
