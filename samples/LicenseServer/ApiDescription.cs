using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LicenseKit.Samples.LicenseServer;

/// <summary>What the API description says beyond the endpoints: who may call, and drafts to begin with.</summary>
internal static class ApiDescription
{
    private const string Admin = "adminKey";
    private const string Session = "sessionSecret";

    private const string ServerDraft = """
        { "client": "Initech", "seats": { "developer": 5, "execution": 20, "generic": 3 }, "duration": "P1Y", "contact": { "every": "PT1H", "silence": "P14D" },
          "stages": [ { "name": "Quarter end", "from": "2026-12-20T00:00:00Z", "to": "2027-01-05T00:00:00Z", "seats": { "execution": "+30" } } ] }
        """;

    private const string SessionDraft = """{ "client": "QA team", "seats": { "developer": 2 }, "duration": "P30D", "allocation": "shared", "maxLease": "PT10M" }""";

    public static Task CompleteAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Servers?.Clear(); // It is made once, for everybody: not with the address under which somebody asked.
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Admin] = Bearer("The contents of admin.key.");
        document.Components.SecuritySchemes[Session] = Bearer("The 32 random bytes of the session, base64url.");
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations ?? [])
            {
                Complete(document, path.TrimEnd('/'), method, operation);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The endpoints read parameters as texts, to refuse wrong ones with a problem document.</summary>
    private static void AddTypes(IList<IOpenApiParameter> parameters)
    {
        foreach (var parameter in parameters.OfType<OpenApiParameter>())
        {
            parameter.Schema = parameter.Name switch
            {
                "dryRun" => new OpenApiSchema { Type = JsonSchemaType.Boolean },
                "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = "1000" },
                "serial" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
                _ => parameter.Schema,
            };
        }
    }

    /// <summary>The headers that every change takes.</summary>
    private static void AddHeaders(string path, HttpMethod method, IList<IOpenApiParameter> parameters)
    {
        var isChange = path.Contains("/admin/", StringComparison.Ordinal) && method != HttpMethod.Get && !path.EndsWith("/receipt", StringComparison.Ordinal);
        if (isChange)
        {
            parameters.Add(Header("Idempotency-Key", "The same request again with the same key gets the same answer and changes nothing."));
            if (path.Contains("-licenses/{id}", StringComparison.Ordinal))
            {
                parameters.Add(Header("If-Match", "The serial that the caller has seen, in quotes: refused with 412 when the license has another one."));
            }
        }

        if (path.EndsWith("/admin/changes", StringComparison.Ordinal))
        {
            parameters.Add(Header("Last-Event-ID", "The number of the last row that was seen."));
        }
    }

    private static OpenApiParameter Header(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiSecurityScheme Bearer(string description) => new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = description };

    private static void Complete(OpenApiDocument document, string path, HttpMethod method, OpenApiOperation operation)
    {
        var scheme = path.Contains("/admin/", StringComparison.Ordinal) ? Admin : path.Contains("/v1/sessions", StringComparison.Ordinal) ? Session : null;
        if (scheme is not null)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] }];
        }

        var parameters = operation.Parameters ??= [];
        AddTypes(parameters);
        AddHeaders(path, method, parameters);
        var draft = (path[(path.LastIndexOf("/admin", StringComparison.Ordinal) + 1)..], method.Method) switch
        {
            ("admin/server-licenses", "POST") or ("admin/server-licenses/{id}", "PUT") => ServerDraft,
            ("admin/session-licenses", "POST") or ("admin/session-licenses/{id}", "PUT") => SessionDraft,
            ("admin/server-licenses/batch", "POST") => $"{{ \"items\": [ {ServerDraft} ] }}",
            ("admin/session-licenses/batch", "POST") => $"{{ \"items\": [ {SessionDraft} ] }}",
            _ => null,
        };
        if (draft is not null && operation.RequestBody?.Content is { } content)
        {
            foreach (var body in content.Values)
            {
                body.Example = JsonNode.Parse(draft);
            }
        }
    }
}
