using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>Nobody inherits by accident: a class is sealed, static, or abstract with constructors that only its family sees.</summary>
public sealed class SealedTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Theory]
    [InlineData("LicenseKit")]
    [InlineData("LicenseKit.AspNetCore")]
    [InlineData("LicenseKit.Hosting")]
    [InlineData("LicenseKit.Portal")]
    [InlineData("LicenseKit.Sqlite")]
    [InlineData("LicenseKit.Testing")]
    [InlineData("LicenseKit.Xml")]
    public void Every_class_is_sealed_static_or_abstract(string library) =>
        Offenders.AssertNone(
            from type in Repo.Load(library).GetTypes()
            where type.IsClass && !IsGenerated(type)
            where !type.IsSealed && !IsClosed(type) && !type.IsAssignableTo(typeof(IComponent)) // Razor writes the classes of components
            select type.FullName);

    /// <summary>Abstract, and other assemblies cannot inherit.</summary>
    private static bool IsClosed(Type type) => type.IsAbstract
        && (!type.IsVisible || type.GetConstructors(Any).All(c => c.IsPrivate || c.IsAssembly || c.IsFamilyAndAssembly));

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
        || type.Name.Contains('<', StringComparison.Ordinal)
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
