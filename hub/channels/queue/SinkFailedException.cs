namespace Integration.Hub.Channels.Queue;

/// <summary>The hub could not store what the queue handed over: nothing of it may be acknowledged.</summary>
internal sealed class SinkFailedException(string queue, Exception cause)
    : Exception($"The hub could not store a message of queue '{queue}' ({cause.Message}). It stays in the queue and is taken again after a wait.", cause);
