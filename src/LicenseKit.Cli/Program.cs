using LicenseKit.Cli;
using LicenseKit.Cli.Files;

return CommandLine.Run(args, Console.Out, Console.Error, TimeProvider.System, Passphrases.OfProcess(Console.Error));
