namespace Integration.Hub.Channels.Files;

internal enum ListedKind
{
    File,
    Folder,

    /// <summary>Link, device, socket: never touched.</summary>
    Other,
}

/// <summary>One line of a server's listing, understood.</summary>
internal sealed record ListedEntry(ListedKind Kind, string Name, long Size, DateTimeOffset? ModifiedAt);
