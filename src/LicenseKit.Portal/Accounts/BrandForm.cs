using LicenseKit.Portal.Branding;
using LicenseKit.Portal.Components;

namespace LicenseKit.Portal.Accounts;

/// <summary>The form of the appearance: what was typed, and what is wrong with it.</summary>
internal sealed record BrandForm(string Name, string Accent, LicenseFault? Fault = null)
{
    public string? NameError => Name.Length <= Brand.MaxName && !Name.Any(char.IsControl) ? null
        : $"The name has {Name.Length} characters, or some that cannot be seen. Enter at most {Brand.MaxName}.";

    public string? AccentError => Accent.Length == 0 || Rgb.Read(Accent) is not null ? null
        : $"“{Accent}” is not a colour that is read here. Enter # and six digits of 0-9 and a-f, such as #1b57b5.";

    public bool IsRefused => Fault is not null || (NameError ?? AccentError) is not null;

    public IReadOnlyList<FormError> Errors =>
    [
        .. NameError is { } name ? (FormError[])[new("bn", "Name", name)] : [],
        .. AccentError is { } accent ? (FormError[])[new("bc", "Accent colour", accent)] : [],
    ];

    public static BrandForm Of(Brand brand) => new(brand.Name ?? "", brand.Accent ?? "");

    public Brand ToBrand() => new(Name.Length == 0 ? null : Name, Accent.Length == 0 ? null : Accent);
}
