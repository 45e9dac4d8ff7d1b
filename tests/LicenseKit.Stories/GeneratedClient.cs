using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace LicenseKit.Stories;

/// <summary>A client that NSwag generated from an OpenAPI description, compiled in memory together with a program that uses it.</summary>
internal static class GeneratedClient
{
    /// <summary>Generates <c>Vendor.LicenseServerClient</c>, compiles it with a program, and returns the program's <c>Vendor.Portal.RunAsync</c>.</summary>
    public static async Task<Func<HttpClient, Task<IReadOnlyDictionary<string, string>>>> CompileAsync(string description, string program)
    {
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "LicenseServerClient",
            UseBaseUrl = false,
            GenerateOptionalParameters = true,
            CSharpGeneratorSettings = { Namespace = "Vendor", JsonLibrary = CSharpJsonLibrary.SystemTextJson },
        };
        var document = await OpenApiDocument.FromJsonAsync(description, TestContext.Current.CancellationToken);
        var client = new CSharpClientGenerator(document, settings).GenerateFile();
        var run = Compile(client, program).GetType("Vendor.Portal", throwOnError: true)!.GetMethod("RunAsync")!;
        return run.CreateDelegate<Func<HttpClient, Task<IReadOnlyDictionary<string, string>>>>();
    }

    private static Assembly Compile(params IEnumerable<string> sources)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "GeneratedClient",
            sources.Select(s => CSharpSyntaxTree.ParseText(s)),
            platform.Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
