namespace Integration.Hub.Channels.Queue;

/// <summary>How to reach a RabbitMQ broker.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">5672, with TLS usually 5671.</param>
/// <param name="VirtualHost">Where the queues live.</param>
/// <param name="Tls">Null: no TLS.</param>
/// <param name="ClientName">What the broker's own console shows for the connection.</param>
public sealed record RabbitBroker(
    string Host,
    int Port = 5672,
    string User = "guest",
    string Password = "guest",
    string VirtualHost = "/",
    RabbitTls? Tls = null,
    string ClientName = "hub")
{
    /// <summary>Give up connecting after this time.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A peer silent for two of these is taken for dead.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Without the password: these words reach logs and screens.</summary>
    public override string ToString() => $"{(Tls is null ? "amqp" : "amqps")}://{User}@{Host}:{Port}{(VirtualHost == "/" ? "" : "/" + VirtualHost)}";
}

/// <summary>TLS to the broker. The broker's certificate is checked against the machine's trust, or against one authority.</summary>
/// <param name="ServerName">Name that must stand in the certificate; null: the host's.</param>
/// <param name="AuthorityFile">PEM file of the only authority to trust; null: the machine's.</param>
/// <param name="ClientCertificateFile">PKCS#12 file to show to the broker, if it asks.</param>
/// <param name="ClientCertificatePassword">Its password.</param>
/// <param name="CheckCertificate">False accepts any certificate: only for trying things out.</param>
public sealed record RabbitTls(
    string? ServerName = null,
    string? AuthorityFile = null,
    string? ClientCertificateFile = null,
    string? ClientCertificatePassword = null,
    bool CheckCertificate = true);

/// <summary>Quorum queues survive the loss of a broker node; classic ones are for brokers that have no others.</summary>
public enum RabbitQueueKind
{
    Quorum = 0,
    Classic = 1,
}

/// <summary>A queue as the hub expects it at the broker. Always durable.</summary>
public sealed record RabbitQueue(string Name)
{
    public RabbitQueueKind Kind { get; init; } = RabbitQueueKind.Quorum;

    /// <summary>True: create it if it is missing and check its settings. False: another owns it; it must be there, whatever its settings.</summary>
    public bool Declare { get; init; } = true;

    /// <summary>One consumer at a time, another takes over when it goes: what keeps the order with several hub nodes.</summary>
    public bool SingleActiveConsumer { get; init; } = true;

    /// <summary>Where the broker puts what expired or was refused: exchange and queue of this name are created. Null: nowhere.</summary>
    public string? DeadLetter { get; init; } = "hub.dead";

    /// <summary>Messages older than this go to <see cref="DeadLetter"/>.</summary>
    public TimeSpan? MessageTtl { get; init; }

    /// <summary>1–10 priorities (classic queues only); 0: none.</summary>
    public byte MaxPriority { get; init; }

    /// <summary>Exchanges that feed the queue.</summary>
    public IReadOnlyList<RabbitBinding> Bindings { get; init; } = [];
}

/// <param name="Exchange">Must exist unless <paramref name="ExchangeType"/> is given: then it is created, durable.</param>
/// <param name="ExchangeType">direct, topic, fanout, headers.</param>
public sealed record RabbitBinding(string Exchange, string RoutingKey = "", string? ExchangeType = null);

public sealed record RabbitReceivingOptions(RabbitBroker Broker, RabbitQueue Queue)
{
    /// <summary>At most so many handed over and not yet acknowledged: the memory bound.</summary>
    public ushort Prefetch { get; init; } = 200;

    /// <summary>First wait after a lost connection or a store that could not take a message; doubles up to <see cref="LongestBackOff"/>.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Where to publish: an exchange and routing key, or the default exchange and a queue's name as routing key.</summary>
public sealed record RabbitSendingOptions(RabbitBroker Broker)
{
    /// <summary>Empty: the default exchange, which delivers to the queue named by <see cref="RoutingKey"/>.</summary>
    public string Exchange { get; init; } = "";

    /// <summary><c>{operation}</c> in it is replaced by the message's operation.</summary>
    public required string RoutingKey { get; init; }

    /// <summary>Created and checked on connecting; null: the other side owns its queue.</summary>
    public RabbitQueue? Queue { get; init; }

    /// <summary>No confirm after this time: outcome unknown.</summary>
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>AMQP priority 0–9 of every message.</summary>
    public byte? Priority { get; init; }

    /// <summary>True: the broker drops (dead-letters) a message that nobody took before its deadline.</summary>
    public bool ExpireAtDeadline { get; init; }

    /// <summary>True: names the broker user in each message; the broker checks it, so receivers can trust it.</summary>
    public bool NameUser { get; init; } = true;

    /// <summary>Larger bodies are refused before sending; the broker would close the connection. RabbitMQ's own default: 128 MiB, 16 MiB from version 4.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;
}
