using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Maintenance;

/// <summary>Carries on the runs that people have made. Every node does; what is due is done by one of them.</summary>
public sealed class RunWorker(IRepairRuns runs, TimeProvider time, ILogger<RunWorker> log)
{
    /// <summary>So long after its end it is known which deliveries a run had.</summary>
    public static readonly TimeSpan MembersKept = TimeSpan.FromDays(90);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250), AfterFault = TimeSpan.FromSeconds(5), Clearing = TimeSpan.FromHours(1);

    /// <summary>Ends when it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var cleared = time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            var rest = Look;
            try
            {
                while (await runs.WorkOnRunsAsync(stop))
                {
                    // The next one that is due.
                }
                if (time.GetElapsedTime(cleared) > Clearing)
                {
                    cleared = time.GetTimestamp();
                    await runs.ForgetRunMembersAsync(time.GetUtcNow() - MembersKept, stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "Could not go on with a run; trying again in {Period}. What has gone is noted", AfterFault);
                rest = AfterFault;
            }
            await Task.Delay(rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
