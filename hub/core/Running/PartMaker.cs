using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Journeys.Through;
using Integration.Hub.Core.Recoverability;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Running;

/// <summary>Makes the running parts of a wiring, one per interface.</summary>
internal sealed class PartMaker(HubStores stores, Translation translation, Router router, IChannelFactory channels, TimeProvider time, ILoggerFactory logs)
{
    private const int InBoxConcurrency = 2;

    /// <summary>Interfaces that have something running of their own.</summary>
    public static IEnumerable<string> NamesOf(Wiring wiring) => wiring.Outbound.Keys.Concat(wiring.Inbound.Keys).Concat(wiring.Served.Keys);

    public RunningPart InBox(IInBoxSubscriber subscriber, Wiring wiring)
    {
        var part = new RunningPart(subscriber.Name);
        AddInBox(part, subscriber, wiring);
        return part;
    }

    /// <summary>All or none: what was made is let go of when one cannot be.</summary>
    public IReadOnlyList<RunningPart> MakeAll(IEnumerable<string> ids, Wiring wiring)
    {
        var made = new List<RunningPart>();
        try
        {
            foreach (var id in ids)
                made.Add(Make(id, wiring));
            return made;
        }
        catch
        {
            foreach (var part in made)
                _ = part.DisposeAsync().AsTask();
            throw;
        }
    }

    public RunningPart Make(string id, Wiring wiring)
    {
        var part = new RunningPart(id);
        if (wiring.Outbound.TryGetValue(id, out var outbound))
            AddOutbound(part, outbound, wiring);
        if (wiring.Inbound.TryGetValue(id, out var inbound))
            AddInbound(part, inbound, wiring);
        // Answers that nobody has asked for are handed on by a subscriber of the interface that received them.
        if (wiring.Served.TryGetValue(id, out var served) && served.Values.Any(o => o.Answers is not null))
            AddInBox(part, new HandOnUnasked(id, router, time), wiring);
        if (served is not null && served.Values.FirstOrDefault(o => o.Query is null) is { } command)
            AddInBox(part, new TranslateAgain(command.Config, wiring.Mappings, translation, router), wiring);
        return part;
    }

    private void AddOutbound(RunningPart part, OutboundInterface outbound, Wiring wiring)
    {
        var replies = new Replies(translation, router, time);
        var gate = Gate(part, part.Name, outbound.Config.Circuit);
        var sender = part.Sender = channels.CreateSender(outbound.Config);
        if (outbound.Routes.Values.Any(r => r.Query))
            part.Question = (outbound, new QueryThrough(outbound, sender, gate, stores.Box, stores.Operations, replies, translation, time, logs.CreateLogger<QueryThrough>()));
        if (outbound.Config.Batching is not null)
            part.Batches = BatchPump(outbound, (IFileSendingChannel)sender, gate, wiring.Config);
        else if (outbound.Routes.Values.Any(r => !r.Query))
            AddPump(part, new OutboundWorker(outbound, sender, gate, stores.Box, replies, translation, wiring.Mappings, time, logs.CreateLogger<OutboundWorker>()), gate, wiring.Config);
    }

    private void AddInbound(RunningPart part, InboundInterface inbound, Wiring wiring)
    {
        part.Receiver = channels.CreateReceiver(inbound.Config,
            new MessageIn(inbound, stores.Box, translation, router),
            new FileIn(inbound, stores.Box, stores.Transfers, stores.Rejects, translation, router, wiring.Config.Node, wiring.Config.Lease, time));
        if (inbound.Config.Channel != "queue")
            return;
        AddInBox(part, new RetranslateParked(inbound, conflict: false, translation, router), wiring);
        AddInBox(part, new RetranslateParked(inbound, conflict: true, translation, router), wiring);
        AddInBox(part, new TranslateAgain(inbound.Config, wiring.Mappings, translation, router), wiring);
    }

    private void AddInBox(RunningPart part, IInBoxSubscriber subscriber, Wiring wiring) =>
        AddPump(part, new InBoxWorker(subscriber, stores.Box, InBoxConcurrency, time, logs.CreateLogger<InBoxWorker>()), Gate(part, subscriber.Name, CircuitPolicy.Default), wiring.Config);

    private EndpointGate Gate(RunningPart part, string endpoint, CircuitPolicy policy)
    {
        var gate = new EndpointGate(endpoint, policy, stores.States, time);
        part.Gates.Add(gate);
        return gate;
    }

    private void AddPump(RunningPart part, IDeliveryWorker worker, EndpointGate gate, HubConfig config) =>
        part.Pumps.Add(new SubscriberPump(worker, gate, stores.Box, config.Node, config.Lease, time, logs.CreateLogger<SubscriberPump>()));

    private BatchPump BatchPump(OutboundInterface outbound, IFileSendingChannel channel, EndpointGate gate, HubConfig config)
    {
        var log = logs.CreateLogger<BatchPump>();
        var sender = new BatchSender(outbound, channel, gate, stores.Batches, new BatchRenderer(outbound, stores.Batches, translation), router, config.Lease, time, log);
        return new BatchPump(outbound.Config.Id, new BatchPlanner(outbound), sender, gate, stores.Batches, outbound.Config.Order != OrderPolicy.Wait, config.Node, config.Lease, time, log);
    }
}
