using Integration.Hub.Channels.Queue;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>The keys of <c>queue:</c> that queue tables take.</summary>
internal sealed class QueueTableBinder(InterfaceConfig config)
{
    private readonly YamlSection _section = config.Own();

    public SqlQueueReceivingOptions Receiving(SqlQueueDatabase database, QueueAddress queue) => new(database, queue)
    {
        ErrorQueue = Address("errorQueue") ?? new QueueAddress("error"),
        BatchSize = Math.Min(_section.Int("prefetch", 200, 1, 5000), 500),
        CreateTables = _section.Flag("declare", true),
        SingleReceiver = _section.Flag("single", true),
        LongestPoll = _section.Duration("longestPoll", TimeSpan.FromMilliseconds(500)),
    };

    public SqlQueueSendingOptions Sending(SqlQueueDatabase database, QueueAddress queue) => new(database, queue, _section.Text("endpoint") ?? "hub")
    {
        CreateTables = _section.Flag("declare", true),
        MessageType = _section.Text("messageType") ?? "{operation}",
        Intent = _section.Choice("intent", "Send", ("send", "Send"), ("reply", "Reply")),
        ReplyTo = Address("replyTo"),
        ExpireAtDeadline = _section.Flag("expireAtDeadline", false),
    };

    private QueueAddress? Address(string key)
    {
        try
        {
            return _section.Text(key) is { } text ? QueueAddress.Parse(text) : null;
        }
        catch (FormatException e)
        {
            _section.ReportAt(key, $"{_section.Path}.{key}: {e.Message}");
            return null;
        }
    }
}
