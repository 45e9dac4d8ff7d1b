using System.Reflection;
using System.Reflection.Emit;

namespace LicenseKit.Tests.Architecture;

/// <summary>What compiled code uses: the members that its bodies name, and the types of its fields, parameters and locals.</summary>
internal static class Uses
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value & 0xFFFF);

    /// <summary>Every type that code in <paramref name="assembly"/> uses, with the member of it that does.</summary>
    public static IEnumerable<(Type From, string By, Type Used)> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        from use in Members(type)
        from used in Types(use.Member)
        select (type, $"{type.FullName}.{use.By}", used);

    private static IEnumerable<(string By, MemberInfo Member)> Members(Type type)
    {
        foreach (var above in type.GetInterfaces().Append(type.BaseType).OfType<Type>())
            yield return (type.Name, above);
        foreach (var field in type.GetFields(Own))
            yield return (field.Name, field.FieldType);
        foreach (var method in type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own)))
        {
            var signature = method.GetParameters().Select(p => p.ParameterType).Append((method as MethodInfo)?.ReturnType).OfType<Type>();
            var locals = method.GetMethodBody()?.LocalVariables.Select(l => l.LocalType) ?? [];
            foreach (var member in signature.Concat(locals).Concat(Body(method)))
                yield return (method.Name, member);
        }
    }

    private static IEnumerable<Type> Types(MemberInfo member) =>
        new[] { member as Type ?? member.DeclaringType }.OfType<Type>().Concat((member as MethodInfo)?.GetGenericArguments() ?? []).SelectMany(Flat);

    private static IEnumerable<Type> Flat(Type type) =>
        type.GetElementType() is { } element ? Flat(element) : type.GetGenericArguments().SelectMany(Flat).Append(type);

    private static IEnumerable<MemberInfo> Body(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var (ofType, ofMethod) = (method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        for (var at = 0; at < il.Length;)
        {
            var code = OpCodesByValue[il[at] == 0xFE ? 0xFE00 | il[at + 1] : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), ofType, ofMethod)!;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0, OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1, OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8, OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)), _ => 4,
            };
        }
    }
}
