using LicenseKit.Hosting;
using LicenseKit.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Embedded <server license> <root.pub.pem> [data folder]: an app with the license server inside, without ASP.NET.
// Without the file it says so and for which License Code one must be made, or goes on with the license that it holds.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Embedded <acme.lic> <root.pub.pem> [data folder=data]");
    return 2;
}

try
{
    var builder = Host.CreateApplicationBuilder();
    builder.Services.AddLicenseKit("acme.robot", RootKey.Parse(File.ReadAllText(args[1])))
        .AsChild(args[0]).WithDataFolder(args.Length > 2 ? args[2] : "data").UseSqlite();
    builder.Logging.AddFilter("Microsoft", LogLevel.None); // a failed start is told below, in one line
    using var host = builder.Build();
    await host.StartAsync();

    var licensing = host.Services.GetRequiredService<ILicensing>();
    Console.WriteLine($"code {host.Services.GetRequiredService<ILicenseServer>().LicenseCode}");
    Console.WriteLine($"standing {licensing.Standing.Text}");
    var exit = 0;
    var answer = await licensing.AcquireAsync("developer");
    if (answer.Session is { } session)
    {
        await using (session)
        {
            Console.WriteLine($"working {session.Kind}: {session.Check()}");
        }
    }
    else
    {
        Console.WriteLine($"refused {answer.Fault}");
        exit = 1;
    }

    await host.StopAsync();
    return exit;
}
catch (LicenseFaultException e)
{
    Console.Error.WriteLine(e.Fault);
    return 1;
}
