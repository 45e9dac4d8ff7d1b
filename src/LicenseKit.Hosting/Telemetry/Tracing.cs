using System.Diagnostics;

namespace LicenseKit.Hosting.Telemetry;

/// <summary>The activity source <c>LicenseKit</c>, listed in <c>docs/observability.md</c>.</summary>
internal static class Tracing
{
    private static readonly ActivitySource Source = new(Instruments.Name);

    /// <summary>True while somebody listens: what an activity needs is computed only then.</summary>
    public static bool IsOn => Source.HasListeners();

    /// <summary>Starts an activity of the caller's trace; null when nobody listens.</summary>
    public static System.Diagnostics.Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Starts an activity of a trace of its own, linked to those that it works for; null when nobody listens.</summary>
    public static System.Diagnostics.Activity? StartFor(string name, IEnumerable<ActivityContext> callers)
    {
        if (!IsOn)
        {
            return null;
        }

        System.Diagnostics.Activity.Current = null; // else it would be the parent
        return Source.StartActivity(name, ActivityKind.Internal, default(ActivityContext), links: callers.Where(c => c != default).Select(c => new ActivityLink(c)));
    }

    /// <summary>Starts what goes on after its caller has its answer: it belongs to no trace of that caller.</summary>
    public static void Detached(Action start)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            start();
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            start();
        }
    }

    /// <summary>Marks the activity as refused.</summary>
    public static void Refused(this System.Diagnostics.Activity? activity, LicenseFault? fault)
    {
        if (activity is not null && fault is not null)
        {
            activity.SetTag("error.type", fault.Code.Text()).SetStatus(ActivityStatusCode.Error, fault.Message);
        }
    }
}
