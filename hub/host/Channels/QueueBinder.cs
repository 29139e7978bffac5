using Integration.Hub.Channels.Queue;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>
/// Queue interfaces from their configuration. Every key of the section is checked whatever the address: a setting may turn a RabbitMQ
/// queue of one place into a queue table of another.
/// </summary>
internal static class QueueBinder
{
    public static void Check(InterfaceConfig config, List<ConfigError> errors)
    {
        try
        {
            _ = QueueTarget.Parse(config);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            errors.Add(new ConfigError(config.Section.File, config.Section.Line, $"interface {config.Id}: address: {e.Message}"));
        }
        var rabbit = new RabbitBinder(config);
        var tables = new QueueTableBinder(config);
        if (config.Direction == InterfaceDirection.In)
        {
            _ = rabbit.Receiving(SomeRabbit);
            _ = tables.Receiving(SomeTables, SomeQueue);
        }
        else
        {
            _ = rabbit.Sending(SomeRabbit);
            _ = tables.Sending(SomeTables, SomeQueue);
        }
    }

    public static IReceivingChannel Receiver(InterfaceConfig config, IMessageSink sink, QueueDatabases databases, TimeProvider time) => QueueTarget.Parse(config) switch
    {
        QueueTarget.Rabbit r => new RabbitReceivingChannel(new RabbitBinder(config).Receiving(r), sink, time),
        QueueTarget.Postgres p => new SqlQueueReceivingChannel(new QueueTableBinder(config).Receiving(databases.Postgres(p.Connection), p.Queue), sink, time),
        QueueTarget.Sqlite s => new SqlQueueReceivingChannel(new QueueTableBinder(config).Receiving(new SqliteQueueDatabase(s.File), s.Queue), sink, time),
        _ => throw new InvalidOperationException("unknown queue target"),
    };

    public static ISendingChannel Sender(InterfaceConfig config, QueueDatabases databases, TimeProvider time) => QueueTarget.Parse(config) switch
    {
        QueueTarget.Rabbit r => new RabbitSendingChannel(new RabbitBinder(config).Sending(r), time),
        QueueTarget.Postgres p => new SqlQueueSendingChannel(new QueueTableBinder(config).Sending(databases.Postgres(p.Connection), p.Queue), time),
        QueueTarget.Sqlite s => new SqlQueueSendingChannel(new QueueTableBinder(config).Sending(new SqliteQueueDatabase(s.File), s.Queue), time),
        _ => throw new InvalidOperationException("unknown queue target"),
    };

    // Stand-ins for a check that is about the section alone.
    private static readonly QueueTarget.Rabbit SomeRabbit = new("localhost", 5672, Tls: true, "queue");
    private static readonly QueueAddress SomeQueue = new("queue");

    private static SqlQueueDatabase SomeTables => new SqliteQueueDatabase("queues.db");
}
