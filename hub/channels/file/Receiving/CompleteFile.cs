namespace Integration.Hub.Channels.Files;

/// <summary>A file that is complete, as it stood when that was found.</summary>
/// <param name="Name">In the interface's folder.</param>
/// <param name="Exact">Size and time to be compared with those after reading.</param>
/// <param name="ModifiedAt">Exact where the server can say so, else as listed.</param>
/// <param name="DoneFile">Name of the done-file that goes with it.</param>
internal sealed record CompleteFile(string Name, RemoteFile Exact, DateTimeOffset? ModifiedAt, string? DoneFile);
