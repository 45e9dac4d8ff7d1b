using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;

namespace LicenseKit.Tests.Architecture;

/// <summary>What a user of a library can name, one line each, in an order that stays. Not the components of a portal, which are public because Razor makes them so.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly library) =>
        library.GetExportedTypes().Where(type => !type.IsAssignableTo(typeof(IComponent))).SelectMany(type => Members(type).Prepend(Head(type))).Order(StringComparer.Ordinal);

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : "class";
        var manner = type is { IsAbstract: true, IsSealed: true } ? "static " : kind == "class" && type.IsAbstract ? "abstract " : "";
        IEnumerable<string> above = (type.IsEnum ? [type.GetEnumUnderlyingType()] : type.GetInterfaces().Where(i => i.IsVisible)).Select(Name).Order(StringComparer.Ordinal);
        above = type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType ? above.Prepend(Name(parent)) : above;
        return $"{Name(type)}: {manner}{kind} {string.Join(", ", above)}".TrimEnd();
    }

    private static IEnumerable<string> Members(Type type) => type.GetMembers(Declared).Select(member => member switch
    {
        FieldInfo { IsLiteral: true } f when Seen(f.Attributes) => $"{f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo { IsSpecialName: false } f when Seen(f.Attributes) => $"{f.Name}: {Name(f.FieldType)}",
        ConstructorInfo { IsStatic: false } c when Seen(c) => $"new({Parameters(c.GetParameters())})",
        PropertyInfo p when Accessors(p) is { Length: > 0 } access => $"{Static(p.GetAccessors(true)[0])}{p.Name}{(p.GetIndexParameters() is { Length: > 0 } i ? $"[{Parameters(i)}]" : "")}: {Name(p.PropertyType)} {{{access}}}",
        EventInfo { AddMethod: { } add } e when Seen(add) => $"event {e.Name}: {Name(e.EventHandlerType!)}",
        MethodInfo m when Seen(m) && IsOwn(m) => $"{Static(m)}{m.Name}{Generics(m.GetGenericArguments())}({Parameters(m.GetParameters())}): {Name(m.ReturnType)}",
        _ => null,
    }).Where(text => text is not null).Select(text => $"{Name(type)}::{text}");

    private static bool IsOwn(MethodInfo m) => (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool Seen(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    private static bool Seen(FieldAttributes a) => (a & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string Static(MethodBase m) => m.IsStatic ? "static " : "";

    private static string Accessors(PropertyInfo p) => string.Join(' ', p.GetAccessors(true).Where(Seen).Select(a => a == p.GetMethod ? "get" : IsInit(a) ? "init" : "set"));

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Parameters(ParameterInfo[] all) => string.Join(", ", all.Select(p =>
        $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {(p.RawDefaultValue is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : "default")}" : "")}"));

    private static string Generics(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";

    private static string Name(Type type) =>
        type.IsByRef || type.IsPointer ? Name(type.GetElementType()!)
        : type.IsArray ? $"{Name(type.GetElementType()!)}[]"
        : type.IsGenericParameter ? type.Name
        : $"{(type.DeclaringType is { } outer ? Name(outer) + "." : type.Namespace is "System" ? "" : type.Namespace + ".")}{type.Name.Split('`')[0]}{Generics(type.GetGenericArguments())}";
}
