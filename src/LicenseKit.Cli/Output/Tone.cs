namespace LicenseKit.Cli.Output;

/// <summary>The colour of a line, by what it says; the numbers are those of the terminal (ECMA-48, SGR).</summary>
internal enum Tone
{
    Plain = 0,
    Bad = 31,
    Good = 32,
    Doubt = 33,
}
