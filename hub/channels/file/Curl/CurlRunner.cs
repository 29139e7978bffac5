namespace Integration.Hub.Channels.Files;

/// <summary>Runs requests. libcurl blocks, and the back-pressure too, so each request has a thread of its own and never one of the pool's.</summary>
internal sealed class CurlRunner(CurlSessions sessions)
{
    /// <summary>A request whose repetition does no harm: a kept connection that the server has closed meanwhile is opened anew.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="again">Called before the repetition, to forget what the first try brought.</param>
    /// <param name="cancellationToken">Closes the connection.</param>
    public async Task<CurlAnswer> AskAsync(CurlRequest request, Action? again, CancellationToken cancellationToken)
    {
        var (answer, wasKept) = await PerformAsync(request, cancellationToken);
        if (!wasKept || answer.Code is not (CurlCode.SendError or CurlCode.ReceiveError or CurlCode.GotNothing or CurlCode.Ssh))
            return answer;
        again?.Invoke();
        (answer, _) = await PerformAsync(request with { FreshConnection = true }, cancellationToken);
        return answer;
    }

    /// <inheritdoc cref="AskAsync(CurlRequest, Action?, CancellationToken)"/>
    public Task<CurlAnswer> AskAsync(CurlRequest request, CancellationToken cancellationToken) => AskAsync(request, null, cancellationToken);

    /// <summary>Exactly once.</summary>
    public async Task<CurlAnswer> OnceAsync(CurlRequest request, CancellationToken cancellationToken) =>
        (await PerformAsync(request, cancellationToken)).Answer;

    private Task<(CurlAnswer Answer, bool WasKept)> PerformAsync(CurlRequest request, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Perform(request, cancellationToken), CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private (CurlAnswer, bool) Perform(CurlRequest request, CancellationToken cancellationToken)
    {
        var session = sessions.Borrow();
        var wasKept = session.Used;
        try
        {
            return (session.Perform(request, cancellationToken), wasKept);
        }
        finally
        {
            sessions.GiveBack(session);
        }
    }
}
