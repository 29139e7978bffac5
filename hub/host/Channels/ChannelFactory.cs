using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Channels;

/// <summary>The channel kinds of this program: one line a kind.</summary>
internal sealed class ChannelFactory(TimeProvider time) : IChannelFactory
{
    public void Check(InterfaceConfig config, List<ConfigError> errors)
    {
        switch (config.Channel)
        {
            case "queue": QueueBinder.Check(config, errors); break;
            case "soap": SoapBinder.Check(config, errors); break;
            case "file": FileBinder.Check(config, errors); break;
        }
    }

    public ISendingChannel CreateSender(InterfaceConfig config) => config.Channel switch
    {
        "queue" => QueueBinder.Sender(config, time),
        "soap" => SoapBinder.Sender(config, time),
        _ => FileBinder.Sender(config, time),
    };

    public IReceivingChannel CreateReceiver(InterfaceConfig config, IMessageSink messages, IFileSink files) => config.Channel switch
    {
        "queue" => QueueBinder.Receiver(config, messages, time),
        _ => FileBinder.Receiver(config, files, time),
    };
}
