using Microsoft.Extensions.Options;

namespace LicenseKit.Hosting;

/// <summary>Makes <c>IOptions&lt;LicenseKitOptions&gt;</c> the options that <see cref="LicenseKitBuilder"/> filled.</summary>
/// <remarks>What the container configures is applied once: there is one instance, whatever its name and scope. It is validated whenever it is read.</remarks>
internal sealed class LicenseKitOptionsFactory(
    LicenseKitOptions options,
    IEnumerable<IConfigureOptions<LicenseKitOptions>> configurations,
    IEnumerable<IPostConfigureOptions<LicenseKitOptions>> lastConfigurations,
    IEnumerable<IValidateOptions<LicenseKitOptions>> validations) : IOptionsFactory<LicenseKitOptions>
{
    private readonly Lazy<LicenseKitOptions> _configured = new(() =>
    {
        foreach (var configuration in configurations)
        {
            configuration.Configure(options);
        }

        foreach (var configuration in lastConfigurations)
        {
            configuration.PostConfigure(Options.DefaultName, options);
        }

        return options;
    });

    public LicenseKitOptions Create(string name)
    {
        var configured = _configured.Value;
        string[] problems = [.. validations.Select(v => v.Validate(Options.DefaultName, configured)).Where(r => r.Failed).SelectMany(r => r.Failures ?? [])];
        return problems.Length > 0 ? throw new OptionsValidationException(Options.DefaultName, typeof(LicenseKitOptions), problems) : configured;
    }
}
