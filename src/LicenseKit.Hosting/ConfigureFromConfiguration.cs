using LicenseKit.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LicenseKit.Hosting;

/// <summary>Options from a section of configuration, whose keys are the names of the properties; a value that cannot be taken is a problem with its path.</summary>
/// <remarks>Read by hand: the binder of Microsoft.Extensions.Configuration needs reflection for <see cref="RootKey"/>, which trimming removes.</remarks>
internal sealed class ConfigureFromConfiguration(IConfiguration section) : IConfigureOptions<LicenseKitOptions>
{
    public void Configure(LicenseKitOptions options)
    {
        if (Text(nameof(options.Product)) is { } product)
        {
            options.SetProduct(product);
        }

        var keys = section.GetSection(nameof(options.RootKeys));
        foreach (var key in keys.Value is null ? keys.GetChildren() : [keys])
        {
            Pin(options, key);
        }

        options.IsParent = Flag(options, nameof(options.IsParent)) ?? options.IsParent;
        options.IsChild = Flag(options, nameof(options.IsChild)) ?? options.IsChild;
        options.IsClient = Flag(options, nameof(options.IsClient)) ?? options.IsClient;
        options.LicenseFile = Text(nameof(options.LicenseFile)) ?? options.LicenseFile;
        options.RequireLicense = Flag(options, nameof(options.RequireLicense)) ?? options.RequireLicense;
        options.DataFolder = Text(nameof(options.DataFolder)) ?? options.DataFolder;
        options.PublicUrl = Text(nameof(options.PublicUrl)) ?? options.PublicUrl;
        options.AllowUnencryptedHttp = Flag(options, nameof(options.AllowUnencryptedHttp)) ?? options.AllowUnencryptedHttp;
        options.AcceptEmptyState = Flag(options, nameof(options.AcceptEmptyState)) ?? options.AcceptEmptyState;
        foreach (var label in section.GetSection(nameof(options.Labels)).GetChildren())
        {
            options.Labels[label.Key] = label.Value ?? "";
        }

        if (section["Passphrase"] is { } passphrase)
        {
            options.Passphrase = passphrase;
        }
    }

    private static void Pin(LicenseKitOptions options, IConfigurationSection key)
    {
        if (key.Value is not { Length: > 0 } text)
        {
            options.Report($"{key.Path} is empty; give a public key, or the path of root.pub.pem.");
            return;
        }

        // The value is not shown: it may be a private key that was pasted here.
        try
        {
            options.Pin([RootKey.Parse(PublicKey.TryParse(text, out _) ? text : File.ReadAllText(text))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            options.Report($"{key.Path} is neither a public key nor the path of a file that can be read; give the vendor's root.pub.pem.");
        }
        catch (FormatException)
        {
            options.Report($"{key.Path} is the path of a file that holds no Ed25519 public key; give the vendor's root.pub.pem.");
        }
    }

    private string? Text(string key) => section[key] is { Length: > 0 } text ? text : null;

    private bool? Flag(LicenseKitOptions options, string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        options.Report($"{section.GetSection(key).Path} '{text}' is neither true nor false.");
        return null;
    }
}
