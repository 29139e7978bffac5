using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>The channel kinds of this program: one line a kind. Disposed after the channels that it made.</summary>
internal sealed class ChannelFactory(TimeProvider time) : IChannelFactory, IAsyncDisposable
{
    private readonly QueueDatabases _databases = new();

    /// <summary>Everything that is wrong with the channels of these interfaces, those together included. Nothing is opened.</summary>
    public static void CheckAll(IReadOnlyList<InterfaceConfig> interfaces, IReadOnlyList<CallerConfig> callers, List<ConfigError> errors)
    {
        foreach (var one in interfaces)
        {
            Check(one, errors);
            one.ChannelSection?.RefuseUnknown();
        }
        SoapServerBinder.CheckPaths(interfaces, callers);
    }

    public ISendingChannel CreateSender(InterfaceConfig config) => config.Channel switch
    {
        "queue" => QueueBinder.Sender(config, _databases, time),
        "soap" => SoapBinder.Sender(config, time),
        _ => FileBinder.Sender(config, time),
    };

    public IReceivingChannel CreateReceiver(InterfaceConfig config, IMessageSink messages, IFileSink files) => config.Channel switch
    {
        "queue" => QueueBinder.Receiver(config, messages, _databases, time),
        _ => FileBinder.Receiver(config, files, time),
    };

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    private static void Check(InterfaceConfig config, List<ConfigError> errors)
    {
        switch (config.Channel)
        {
            case "queue": QueueBinder.Check(config, errors); break;
            case "soap": SoapBinder.Check(config, errors); break;
            case "file": FileBinder.Check(config, errors); break;
        }
    }
}
