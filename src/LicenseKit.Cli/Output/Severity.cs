namespace LicenseKit.Cli.Output;

/// <summary>The severity of a line, which chooses its color; the numbers are those of the terminal (ECMA-48, SGR).</summary>
internal enum Severity
{
    None = 0,
    Error = 31,
    Success = 32,
    Warning = 33,
}
