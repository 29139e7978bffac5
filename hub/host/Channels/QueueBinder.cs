using System.Web;
using Integration.Hub.Channels.Queue;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>
/// Queue interfaces from their configuration. Addresses: <c>amqp://host:port/queue</c> or <c>amqps://…</c> (RabbitMQ),
/// <c>postgres:CONNECTION#queue</c> or <c>sqlite:FILE#queue</c> (queue tables in NServiceBus's format).
/// </summary>
internal static class QueueBinder
{
    public static void Check(InterfaceConfig config, List<ConfigError> errors)
    {
        try
        {
            _ = Parse(config);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            errors.Add(new ConfigError(config.Section.File, config.Section.Line, $"interface {config.Id}: address: {e.Message}"));
        }
        _ = Options.Read(config);
    }

    public static IReceivingChannel Receiver(InterfaceConfig config, IMessageSink sink, TimeProvider time)
    {
        var options = Options.Read(config);
        return Parse(config) switch
        {
            Target.Rabbit r => new RabbitReceivingChannel(new RabbitReceivingOptions(r.Broker, options.Queue(r.Queue)) { Prefetch = (ushort)options.Prefetch }, sink, time),
            Target.Tables t => new SqlQueueReceivingChannel(new SqlQueueReceivingOptions(t.Database, t.Queue) { BatchSize = Math.Min(options.Prefetch, 500) }, sink, time),
            _ => throw new InvalidOperationException("unknown queue target"),
        };
    }

    public static ISendingChannel Sender(InterfaceConfig config, TimeProvider time)
    {
        var options = Options.Read(config);
        return Parse(config) switch
        {
            Target.Rabbit r => new RabbitSendingChannel(new RabbitSendingOptions(r.Broker) { RoutingKey = r.Queue, Queue = options.Declare ? options.Queue(r.Queue) : null, ConfirmTimeout = config.Timeout }, time),
            Target.Tables t => new SqlQueueSendingChannel(new SqlQueueSendingOptions(t.Database, t.Queue, options.Endpoint) { CreateTables = options.Declare, MessageType = options.MessageType }, time),
            _ => throw new InvalidOperationException("unknown queue target"),
        };
    }

    private static Target Parse(InterfaceConfig config)
    {
        var address = config.Address ?? "";
        if (address.StartsWith("amqp", StringComparison.Ordinal))
            return Rabbit(address, config.Credential);
        var hash = address.LastIndexOf('#');
        if (hash > 0 && address.StartsWith("sqlite:", StringComparison.Ordinal))
            return new Target.Tables(new SqliteQueueDatabase(address[7..hash]), QueueAddress.Parse(address[(hash + 1)..]));
        if (hash > 0 && address.StartsWith("postgres:", StringComparison.Ordinal))
            return new Target.Tables(new PostgresQueueDatabase(address[9..hash]), QueueAddress.Parse(address[(hash + 1)..]));
        throw new FormatException($"'{address}' is no queue address; expected amqp://host:port/queue, amqps://host:port/queue, postgres:CONNECTION#queue or sqlite:FILE#queue");
    }

    private static Target.Rabbit Rabbit(string address, CredentialConfig? credential)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            throw new FormatException($"'{address}' is no AMQP address; expected amqp://host:port/queue");
        if (uri.UserInfo.Length > 0)
            throw new FormatException("user and password do not belong into an address; name a credential");
        var queue = HttpUtility.UrlDecode(uri.AbsolutePath.Trim('/'));
        if (queue.Length == 0)
            throw new FormatException($"'{address}' names no queue; expected amqp://host:port/queue");
        var tls = uri.Scheme == "amqps" ? new RabbitTls() : null;
        return new Target.Rabbit(
            new RabbitBroker(uri.Host, uri.Port > 0 ? uri.Port : tls is null ? 5672 : 5671, credential?.User ?? "guest", credential?.Password ?? "guest", Tls: tls), queue);
    }

    private abstract record Target
    {
        public sealed record Rabbit(RabbitBroker Broker, string Queue) : Target;

        public sealed record Tables(SqlQueueDatabase Database, QueueAddress Queue) : Target;
    }

    /// <summary>The <c>queue:</c> section.</summary>
    private sealed record Options(int Prefetch, bool Declare, bool Quorum, string Endpoint, string MessageType)
    {
        public static Options Read(InterfaceConfig config)
        {
            var section = config.ChannelSection;
            return new Options(
                section?.Int("prefetch", 200, 1, 5000) ?? 200,
                section?.Flag("declare", true) ?? true,
                section?.Choice("kind", true, ("quorum", true), ("classic", false)) ?? true,
                section?.Text("endpoint") ?? "hub",
                section?.Text("messageType") ?? "{operation}");
        }

        public RabbitQueue Queue(string name) => new(name) { Declare = Declare, Kind = Quorum ? RabbitQueueKind.Quorum : RabbitQueueKind.Classic };
    }
}
