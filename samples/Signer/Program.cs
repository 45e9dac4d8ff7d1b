using System.Net.Sockets;
using System.Runtime.InteropServices;
using LicenseKit.Hosting;
using LicenseKit.Hosting.Files;
using LicenseKit.Samples.Signer;

// signer KEY.pem SOCKET: holds a key, made if it is missing, and signs LicenseKit's documents for processes of the same user.
if (args is not [var keyFile, var path])
{
    Console.Error.WriteLine("usage: signer KEY.pem SOCKET   (an encrypted key is opened by LICENSEKIT_PASSPHRASE)");
    return 2;
}

try
{
    if (File.Exists(keyFile) && KeyFile.Restrict(keyFile))
    {
        Console.Error.WriteLine($"'{keyFile}' was open to other users of this machine, and is no longer. If one of them may have read it, replace the key.");
    }

    using var key = KeyFile.LoadOrMake(keyFile, Environment.GetEnvironmentVariable("LICENSEKIT_PASSPHRASE"));
    using var desk = SignerDesk.Open(path, key, TimeProvider.System);
    using var stop = new CancellationTokenSource();
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    Console.WriteLine($"signing as {key.PublicKey} at {path}");
    await desk.RunAsync(stop.Token);
    return 0;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
catch (LicenseFaultException e)
{
    Console.Error.WriteLine(e.Fault);
    return 1;
}
catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"'{path}' or '{keyFile}' cannot be used: {e.Message}");
    return 1;
}
