using System.Globalization;
using System.Runtime.InteropServices;
using LicenseKit.Hosting;
using LicenseKit.Sessions;
using LicenseKit.Signing;

// robot <session license> <root.pub.pem> [kind] [seconds]: takes a seat from its server and works while it may.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Robot <app.lic> <root.pub.pem> [kind=execution] [seconds to work, 0 = until stopped]");
    return 2;
}

var kind = args.Length > 2 ? args[2] : "execution";
using var stop = new CancellationTokenSource();

// Ctrl-C, and what a service manager sends: the seat is given back before the process ends.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

try
{
    await using var licensing = await Licensing.OpenAsync("acme.robot", RootKey.Parse(File.ReadAllText(args[1])), o => o.AsClient(args[0]));
    var answer = await licensing.AcquireAsync(kind, stop.Token);
    if (answer.Session is not { } session)
    {
        Console.WriteLine($"refused {answer.Fault}");
        return 1;
    }

    await using (session)
    {
        Console.WriteLine($"working {session.Kind} {session.Id}");
        if (args.Length > 3 && int.TryParse(args[3], CultureInfo.InvariantCulture, out var seconds) && seconds > 0)
        {
            stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        var told = SessionStanding.Held;
        while (session.Check() && !stop.IsCancellationRequested)
        {
            if (session.Standing is var standing && standing != told)
            {
                told = standing;
                Console.WriteLine(standing switch
                {
                    SessionStanding.Held => "renewed",
                    SessionStanding.Ending => $"ending at {session.LeaseEnds:u}: {session.Fault}",
                    _ => $"renewing late: {session.Fault}",
                });
            }

            await Task.Delay(50);
        }

        if (session.Check())
        {
            Console.WriteLine("done");
            return 0;
        }

        Console.WriteLine($"lost {session.Fault}");
        return 3;
    }
}
catch (LicenseFaultException e)
{
    Console.Error.WriteLine(e.Fault);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("stopped");
    return 0;
}
catch (IOException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
