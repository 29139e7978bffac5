using Integration.Hub.Channels.Queue;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>The keys of <c>queue:</c> that RabbitMQ takes.</summary>
internal sealed class RabbitBinder(InterfaceConfig config)
{
    private readonly YamlSection _section = config.Own();

    public RabbitReceivingOptions Receiving(QueueTarget.Rabbit target) =>
        new(Broker(target), Queue(target.Queue)) { Prefetch = (ushort)_section.Int("prefetch", 200, 1, 5000) };

    public RabbitSendingOptions Sending(QueueTarget.Rabbit target)
    {
        var exchange = _section.Text("exchange") ?? "";
        var queue = Queue(target.Queue);
        if (exchange.Length == 0 && _section.Text("routingKey") is not null)
            _section.ReportAt("routingKey", $"{_section.Path}.routingKey goes with an exchange; without one the message goes to the address's queue");
        return new RabbitSendingOptions(Broker(target))
        {
            Exchange = exchange,
            RoutingKey = exchange.Length == 0 ? target.Queue : _section.Text("routingKey") ?? target.Queue,
            // Behind an exchange the receivers own their queues, unless this one is bound here.
            Queue = queue.Declare && (exchange.Length == 0 || queue.Bindings.Count > 0) ? queue : null,
            ConfirmTimeout = config.Timeout,
            Priority = _section.Text("priority") is null ? null : (byte)_section.Int("priority", 0, 0, 9),
            ExpireAtDeadline = _section.Flag("expireAtDeadline", false),
            NameUser = _section.Flag("nameUser", true),
            MaxBodyBytes = _section.Int("maxBytes", 16 * 1024 * 1024, 1, 512 * 1024 * 1024),
        };
    }

    private RabbitBroker Broker(QueueTarget.Rabbit target)
    {
        // Read whether or not the address is TLS: what stands in the section is checked in any case.
        var tls = new RabbitTls(_section.Text("serverName"), AuthorityFile(), config.Credential?.CertificateFile, config.Credential?.CertificatePassword);
        return new RabbitBroker(target.Host, target.Port, config.Credential?.User ?? "guest", config.Credential?.Password ?? "guest",
            _section.Text("virtualHost") ?? "/", target.Tls ? tls : null)
        {
            ConnectTimeout = _section.Duration("connectTimeout", TimeSpan.FromSeconds(10)),
            Heartbeat = _section.Duration("heartbeat", TimeSpan.FromSeconds(20)),
        };
    }

    private string? AuthorityFile() => _section.Authorities("caFile") is null ? null : _section.FilePath("caFile");

    private RabbitQueue Queue(string name)
    {
        var queue = new RabbitQueue(name)
        {
            Declare = _section.Flag("declare", true),
            Kind = _section.Choice("kind", RabbitQueueKind.Quorum, ("quorum", RabbitQueueKind.Quorum), ("classic", RabbitQueueKind.Classic)),
            SingleActiveConsumer = _section.Flag("single", true),
            MessageTtl = _section.Text("messageTtl") is null ? null : _section.Duration("messageTtl", TimeSpan.Zero),
            MaxPriority = (byte)_section.Int("maxPriority", 0, 0, 10),
            Bindings = [.. _section.Sections("bindings").Select(Binding)],
        };
        if (queue is { MaxPriority: > 0, Kind: RabbitQueueKind.Quorum })
            _section.ReportAt("maxPriority", $"{_section.Path}.maxPriority is for queues of kind classic");
        return _section.Text("deadLetter") switch
        {
            null => queue,
            "none" => queue with { DeadLetter = null },
            var exchange => queue with { DeadLetter = exchange },
        };
    }

    private static RabbitBinding Binding(YamlSection s) => new(
        s.RequiredText("exchange"),
        s.Text("routingKey") ?? "",
        s.Choice<string?>("type", null, ("direct", "direct"), ("topic", "topic"), ("fanout", "fanout"), ("headers", "headers")));
}
