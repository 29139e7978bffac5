using Integration.Hub.Core.Configuration;
using Integration.Hub.Operations.Endpoints;

namespace Integration.Hub.Host.Channels;

/// <summary>Tries the connection of an interface anew, beside the one that works, by the channel's own harmless check.</summary>
internal static class ConnectionProbe
{
    public static EndpointProbe Make(TimeProvider time) => async (config, cancellationToken) =>
    {
        await using var channels = new ChannelFactory(time);
        await using var sender = channels.CreateSender(config);
        await sender.ProbeAsync(cancellationToken);
        return $"{What(config)} {config.ShownAddress}";
    };

    private static string What(InterfaceConfig config) => config.Channel switch
    {
        "file" => "signed in and looked into the folder of",
        "queue" => "connected to the queue of",
        _ => "connected to",
    };
}
