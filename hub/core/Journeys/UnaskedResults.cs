namespace Integration.Hub.Core.Journeys;

/// <summary>
/// Where a served operation brings results of the hub's own requests (<c>answers:</c>), one that no request in the box explains is answered and kept
/// like any other, but waits for a person before anybody acts on it. A request is in the box before it is sent, so its result always finds it.
/// </summary>
public sealed class UnaskedResults(IMessageBoxOperations box)
{
    /// <summary>Subscriber that hands a result on after all when a person says so.</summary>
    public static string Subscriber(string @interface) => $"unasked:{@interface}";

    /// <summary>Why it has to wait; null if the request is known, or the operation brings no results.</summary>
    public async Task<DeliveryPlan?> FindAsync(ServedOperation operation, Envelope result, CancellationToken cancellationToken)
    {
        if (operation.Answers is not { } kind || result.Keys.FirstOrDefault(k => k.Kind == kind).Value is not { } request)
            return null;
        var found = await box.SearchAsync(new MessageQuery { KeyKind = kind, Key = request, Limit = 10 }, cancellationToken);
        return found.Messages.Any(m => m.Interface != operation.Config.Id)
            ? null
            : new DeliveryPlan(Subscriber(operation.Config.Id), Parked: new Failure(FailureKind.Data, "answer.unasked",
                $"{result.Type} answers {kind} {request}, which this hub has not sent. Look whether it belongs to something here: resume to hand it on as it is, or discard it.", operation.Config.Id));
    }
}

/// <summary>Hands on a result that nobody had asked for, once a person has resumed it.</summary>
public sealed class HandOnUnasked(string @interface, Router router, TimeProvider time) : IInBoxSubscriber
{
    public string Name { get; } = UnaskedResults.Subscriber(@interface);

    public IReadOnlyList<string> MessageTypes => [];

    public Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        foreach (var kept in deliveries.Select(d => d.Envelope))
        {
            var envelope = kept with { Id = MessageId.New(time.GetUtcNow()), CausationId = kept.Id, DuplicateKey = $"unasked:{kept.Id}" };
            transaction.Publish(new AcceptItem(envelope, router.Plan(envelope), []));
        }
        return Task.CompletedTask;
    }
}
