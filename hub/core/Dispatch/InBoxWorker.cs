using Integration.Hub.Core.Recoverability;
using Integration.Mappings;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Dispatch;

/// <summary>
/// Runs an in-box subscriber: many deliveries in one transaction while all is well; one by one when something is not, so that a bad
/// message parks alone.
/// </summary>
public sealed class InBoxWorker(IInBoxSubscriber subscriber, IMessageBox box, int concurrency, TimeProvider time, ILogger<InBoxWorker> log) : IDeliveryWorker
{
    /// <summary>A message of a file holds a thousand records: without this a claim would be a transaction, and a heap, of 100,000.</summary>
    private const int RecordsPerTransaction = 10_000;

    private static readonly RetryPolicy Retries = new(6, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(1));

    private int _recordsPerMessage = 1;

    public string Subscriber => subscriber.Name;

    public int Concurrency => concurrency;

    public int BatchSize => Math.Clamp(RecordsPerTransaction / Volatile.Read(ref _recordsPerMessage), 1, subscriber.MostTogether);

    public bool SkipParked => false;

    public async Task WorkAsync(IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken hurry)
    {
        // What comes next is mostly like what came last; when it is not, the claim is cut up.
        Volatile.Write(ref _recordsPerMessage, Math.Max(1, (int)(deliveries.Sum(d => (long)d.Envelope.Count) / deliveries.Count)));
        foreach (var together in ByRecords(deliveries))
            await TryAsync(together, hurry);
    }

    private static IEnumerable<IReadOnlyList<ClaimedDelivery>> ByRecords(IReadOnlyList<ClaimedDelivery> deliveries)
    {
        var together = new List<ClaimedDelivery>();
        var records = 0;
        foreach (var delivery in deliveries)
        {
            if (together.Count > 0 && records + delivery.Envelope.Count > RecordsPerTransaction)
            {
                yield return together;
                (together, records) = ([], 0);
            }
            together.Add(delivery);
            records += delivery.Envelope.Count;
        }
        if (together.Count > 0)
            yield return together;
    }

    private async Task TryAsync(IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken hurry)
    {
        try
        {
            await box.RunInBoxAsync(deliveries, subscriber.HandleAsync, hurry);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            await GiveBackAsync(deliveries);
        }
        catch (Exception e) when (deliveries.Count == 1)
        {
            await FailAsync(deliveries[0], e);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{Subscriber}: a batch of {Count} failed; trying its messages one by one", Subscriber, deliveries.Count);
            foreach (var delivery in deliveries)
                await TryAsync([delivery], hurry);
        }
    }

    private async Task FailAsync(ClaimedDelivery delivery, Exception e)
    {
        var failure = Describe(e);
        log.LogWarning(e, "{Subscriber}: message {Id} failed: {Code}", Subscriber, delivery.Id.Message, failure.Code);
        var outcome = Recover.Decide(failure, delivery.Attempt, Retries, time.GetUtcNow(), Random.Shared.NextDouble()) switch
        {
            Decision.Park park => new DeliveryOutcome.Park(park.Failure, [], []),
            Decision.Retry retry => new DeliveryOutcome.Retry(retry.At, retry.Failure, []),
            Decision.Wait wait => (DeliveryOutcome)new DeliveryOutcome.GiveBack(wait.Failure.Message, wait.At),
            _ => throw new InvalidOperationException("unknown decision"),
        };
        await box.CompleteAsync(delivery, outcome, CancellationToken.None);
    }

    private async Task GiveBackAsync(IReadOnlyList<ClaimedDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
            await box.CompleteAsync(delivery, new DeliveryOutcome.GiveBack("the hub is stopping"), CancellationToken.None);
    }

    private static Failure Describe(Exception e) => e switch
    {
        MappingException m => Journeys.Translation.Failure(m),
        InBoxDataException d => d.Failure,
        System.Data.Common.DbException { IsTransient: true } db => new Failure(FailureKind.Transient, "store.transient", db.Message, Detail: db.ToString()),
        Newtonsoft.Json.JsonException json => new Failure(FailureKind.Data, "canonical.invalid", json.Message),
        _ => new Failure(FailureKind.Internal, $"inbox.{e.GetType().Name}", e.Message, Detail: e.ToString()),
    };
}
