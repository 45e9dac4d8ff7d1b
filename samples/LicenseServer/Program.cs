using System.Text.Json.Serialization;
using LicenseKit;
using LicenseKit.Hosting;
using LicenseKit.Samples.LicenseServer;
using LicenseKit.Xml;
using Microsoft.AspNetCore.HttpOverrides;

try
{
    var builder = WebApplication.CreateBuilder(args);
    var settings = Settings.Read(builder.Configuration, args);
    var passphrase = Settings.Passphrase(builder.Configuration);
    using var signer = settings.Signer is { } socket ? await RemoteSigner.ConnectAsync(socket) : null;
    var files = await FirstRun.PrepareAsync(settings, signer, passphrase, TimeProvider.System);

    builder.Services.AddLicenseKit(settings.Product, [.. files.RootKeys])
        .AsParent().AsChild(files.License).WithDataFolder(settings.Data).WithPublicUrl(settings.PublicUrl).WithPassphrase(passphrase).UseSqlite().UseSigner(signer).AcceptEmptyState(settings.AcceptEmptyState);
    builder.Services.AddSingleton(files).AddHostedService<AppLicense>();
    builder.Services.AddSingleton<FirstAccount>().AddHostedService(services => services.GetRequiredService<FirstAccount>());
    builder.Services.AddLicenseKitPortal();
    builder.Services.AddLicenseKitAccounts(accounts => accounts.AddAdminKey("admin", files.AdminKey));
    builder.Services.AddSingleton(XmlLicenses.Format);
    builder.Services.AddLicenseKitProblems();
    builder.Services.AddHealthChecks().AddLicenseKit();
    builder.Services.AddOpenApi(options =>
    {
        options.CreateSchemaReferenceId = Schemas.NameOf;
        options.AddDocumentTransformer(ApiDescription.CompleteAsync).AddSchemaTransformer(Schemas.DescribeAsync);
    });
    builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict); // else every number is described as perhaps a text
    builder.AddOtlpExport();
    builder.Services.AddOutputCache();
    builder.WebHost.UseLicenseKitLimits();
    builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
    {
        forwarded.ForwardedHeaders = settings.TrustedProxies.Count > 0 ? ForwardedHeaders.XForwardedFor : ForwardedHeaders.None;
        forwarded.ForwardLimit = null; // as far as the proxies are known
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        settings.TrustedProxies.ToList().ForEach(forwarded.KnownIPNetworks.Add);
    });
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a failed start is told below, in one line
    builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // that keys are as readable as the database is said in the docs
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));

    await using var app = builder.Build();
    app.UseForwardedHeaders(); // first: limits are counted by the address that it finds
    app.UseOutputCache();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapLicenseKit();
    app.MapLicenseKitAdmin(policy: LicenseKitAccountsExtensions.AdminPolicy);
    app.MapLicenseKitHealth();
    app.MapOpenApi().CacheOutput(policy => policy.AddPolicy<SameForAll>(), excludeDefaultPolicy: true);
    app.MapApiReference("/docs");
    app.MapLicenseKitPortal("/", LicenseKitAccountsExtensions.AdminPolicy, LicenseKitAccountsExtensions.ViewerPolicy);
    app.MapLicenseKitAccounts();

    Welcome.Warn(app.Logger, files); // also of a start that fails: the next one finds nothing to warn of
    await app.StartAsync();
    Welcome.Print(Console.Out, app, settings, files);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (LicenseFaultException e)
{
    return Fail(e.Fault);
}
catch (IOException e) when (e.Message.Contains("address", StringComparison.OrdinalIgnoreCase))
{
    return Fail(new(FaultCode.AddressInUse, $"The server cannot listen: {e.Message}", "Stop the other program, or give another address with --urls."));
}

static int Fail(LicenseFault fault)
{
    Console.Error.WriteLine(fault);
    return 1;
}
