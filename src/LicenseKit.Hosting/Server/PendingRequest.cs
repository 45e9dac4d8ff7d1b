using System.Diagnostics;
using LicenseKit.Server;

namespace LicenseKit.Hosting.Server;

/// <summary>A request that waits for the loop, and the promise to answer it once its outcome is stored.</summary>
internal sealed class PendingRequest(Request request)
{
    private readonly TaskCompletionSource<Answer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Request Request => request;

    /// <summary>The caller's trace; default when nobody listens.</summary>
    public ActivityContext Caller { get; init; }

    public Task<Answer> Answered => _answer.Task;

    public void Answer(Answer answer) => _answer.TrySetResult(answer);

    public void Refuse(LicenseFault fault) => _answer.TrySetResult(new Answer(request, null, fault, null));
}
