using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Xunit;

namespace LicenseKit.Tests.Architecture;

/// <summary>The core opens nothing, starts nothing and reads no clock but the one it is handed. Judged by what was compiled.</summary>
public sealed class CoreComputesTests
{
    private static readonly Regex Forbidden = new(
        @"^System\.IO\.(?!MemoryStream|Stream::|String|Text|InvalidData|EndOfStream|IOException)|^System\.Net\.|^Microsoft\.Win32\."
        + @"|^System\.(Threading\.|Timers\.)(Periodic)?Timer::|^System\.Threading\.(Thread|ThreadPool)::|^System\.Diagnostics\.(Stopwatch|Process)::"
        + @"|^System\.Threading\.Tasks\.(Task::(Delay|Run)|TaskFactory)|^System\.Threading\.CancellationTokenSource::CancelAfter|^System\.TimeProvider::CreateTimer"
        + @"|^System\.(DateTime|DateTimeOffset)::get_(Now|UtcNow|Today)|^System\.Environment::get_TickCount");

    [Fact]
    public void The_core_has_no_file_socket_timer_thread_or_clock_of_its_own()
    {
        using var assembly = new PEReader(File.OpenRead(Repo.Load("LicenseKit").Location));
        var metadata = assembly.GetMetadataReader();
        var offenders =
            from member in metadata.MemberReferences
            let name = Name(metadata, metadata.GetMemberReference(member))
            where Forbidden.IsMatch(name)
            from caller in Callers(assembly, metadata, member)
            where (caller, name) is not ("LicenseKit.Sessions.CoarseClock", "System.Environment::get_TickCount64")
            select $"{caller} uses {name}";

        Offenders.AssertNone(offenders);
    }

    /// <summary>The types with a method whose code holds the member's token; the module, where there is none.</summary>
    private static IEnumerable<string> Callers(PEReader assembly, MetadataReader metadata, MemberReferenceHandle member)
    {
        var generic = Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.MethodSpec)).Select(MetadataTokens.MethodSpecificationHandle);
        EntityHandle[] handles = [member, .. generic.Where(h => metadata.GetMethodSpecification(h).Method == member).Select(h => (EntityHandle)h)];
        var tokens = handles.Select(h => BitConverter.GetBytes(MetadataTokens.GetToken(h))).ToList();
        var callers =
            from handle in metadata.MethodDefinitions
            let method = metadata.GetMethodDefinition(handle)
            where method.RelativeVirtualAddress != 0
            let code = assembly.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()
            where tokens.Exists(token => code.AsSpan().IndexOf(token) >= 0)
            select Name(metadata, method.GetDeclaringType());
        return callers.DefaultIfEmpty("The module");
    }

    private static string Name(MetadataReader metadata, MemberReference member) => $"{Name(metadata, member.Parent)}::{metadata.GetString(member.Name)}";

    private static string Name(MetadataReader metadata, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeReference when metadata.GetTypeReference((TypeReferenceHandle)type) is var t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}",
        HandleKind.TypeDefinition when metadata.GetTypeDefinition((TypeDefinitionHandle)type) is var t => t.GetDeclaringType() is { IsNil: false } outer ? Name(metadata, outer) : $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}",
        _ => "",
    };
}
