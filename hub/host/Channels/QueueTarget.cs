using System.Web;
using Integration.Hub.Channels.Queue;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>
/// Where a queue is, from its address: <c>amqp://host:port/queue</c> or <c>amqps://…</c> (RabbitMQ), <c>postgres:CONNECTION#queue</c> or
/// <c>sqlite:FILE#queue</c> (queue tables in NServiceBus's format).
/// </summary>
internal abstract record QueueTarget
{
    private QueueTarget() { }

    public sealed record Rabbit(string Host, int Port, bool Tls, string Queue) : QueueTarget;

    public sealed record Postgres(string Connection, QueueAddress Queue) : QueueTarget;

    public sealed record Sqlite(string File, QueueAddress Queue) : QueueTarget;

    /// <exception cref="FormatException">Not such an address.</exception>
    /// <exception cref="ArgumentException">Not a connection string.</exception>
    public static QueueTarget Parse(InterfaceConfig config)
    {
        var address = config.Address ?? "";
        if (address.StartsWith("amqp", StringComparison.Ordinal))
            return ParseRabbit(address);
        var hash = address.LastIndexOf('#');
        if (hash > 0 && address.StartsWith("sqlite:", StringComparison.Ordinal))
            return new Sqlite(address[7..hash], QueueAddress.Parse(address[(hash + 1)..]));
        if (hash > 0 && address.StartsWith("postgres:", StringComparison.Ordinal))
            return new Postgres(QueueDatabases.WithCredential(address[9..hash], config.Credential?.User, config.Credential?.Password), QueueAddress.Parse(address[(hash + 1)..]));
        // The address may be a connection string with a password in it: only its beginning is told.
        throw new FormatException($"'{address.Split(':', '=')[0]}…' is no queue address; expected amqp://host:port/queue, amqps://host:port/queue, postgres:CONNECTION#queue or sqlite:FILE#queue");
    }

    private static Rabbit ParseRabbit(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            throw new FormatException($"'{address}' is no AMQP address; expected amqp://host:port/queue");
        if (uri.UserInfo.Length > 0)
            throw new FormatException("user and password do not belong into an address; name a credential");
        var queue = HttpUtility.UrlDecode(uri.AbsolutePath.Trim('/'));
        if (queue.Length == 0)
            throw new FormatException($"'{address}' names no queue; expected amqp://host:port/queue");
        var tls = uri.Scheme == "amqps";
        return new Rabbit(uri.Host, uri.Port > 0 ? uri.Port : tls ? 5671 : 5672, tls, queue);
    }
}
