namespace Integration.Hub.Channels.Files;

internal static class UrlHost
{
    /// <summary>The host as it stands in a URL; IPv6 addresses in brackets. The port goes by an option of its own.</summary>
    public static string Of(FileEndpointOptions options) =>
        options.Host.Contains(':') && !options.Host.StartsWith('[') ? $"[{options.Host}]" : options.Host;
}
