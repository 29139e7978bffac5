using Integration.Hub.Channels.Queue;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Operations.Map;

namespace Integration.Hub.Host.Channels;

/// <summary>How the queues of RabbitMQ stand: dead letters, and what the other side does not take. One connection for each broker, held for one look.</summary>
internal static class BrokerQueues
{
    public static QueueLooking Make(Func<HubConfig> current) => async cancellationToken =>
    {
        var wanted = Wanted(current()).ToList();
        var looks = new List<QueueLook>();
        foreach (var of in wanted.GroupBy(w => w.Broker))
        {
            try
            {
                var depths = await RabbitQueueDepth.LookAsync(of.Key, [.. of.Select(w => w.Queue).Distinct()], cancellationToken);
                looks.AddRange(of.GroupBy(w => (w.Queue, w.Kind)).Where(g => depths.ContainsKey(g.Key.Queue)).Select(g =>
                    new QueueLook($"{of.Key.Host}:{of.Key.Port}/{g.Key.Queue}", g.Key.Kind, [.. g.Select(w => w.Interface).Distinct()], depths[g.Key.Queue].Messages, depths[g.Key.Queue].Readers)));
            }
            catch (ChannelException)
            {
                // Whoever works with this broker tells that it cannot be reached.
            }
        }
        return looks;
    };

    private static IEnumerable<(RabbitBroker Broker, string Queue, string Kind, string Interface)> Wanted(HubConfig config)
    {
        foreach (var i in config.Interfaces.Where(i => i.Channel == "queue"))
        {
            if (QueueTarget.Parse(i) is not QueueTarget.Rabbit target)
                continue;
            var binder = new RabbitBinder(i);
            if (i.Direction == InterfaceDirection.In)
            {
                var options = binder.Receiving(target);
                if (options.Queue.DeadLetter is { } dead)
                    yield return (options.Broker, dead, "dead", i.Id);
                continue;
            }
            var sending = binder.Sending(target);
            if (sending.Exchange.Length == 0)
                yield return (sending.Broker, sending.RoutingKey, "out", i.Id);
            if (sending.Queue?.DeadLetter is { } own)
                yield return (sending.Broker, own, "dead", i.Id);
        }
    }
}
