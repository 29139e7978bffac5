using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Integration.Hub.Core.Recoverability;

/// <summary>The hub's own store may be away for a while. Nothing is lost by waiting for it: what is accepted is durable, claims run out and come back.</summary>
public static class StorePatience
{
    /// <param name="attempts">Tries after the first.</param>
    /// <param name="what">For the log: what is tried again.</param>
    public static ResiliencePipeline Make(int attempts, string what, TimeProvider time, ILogger log) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not OperationCanceledException),
                MaxRetryAttempts = attempts,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(10),
                OnRetry = retry =>
                {
                    log.LogWarning(retry.Outcome.Exception, "{What} failed; trying again in {Delay}", what, retry.RetryDelay);
                    return default;
                },
            })
            .Build();
}
