namespace Integration.Hub;

/// <summary>Remembers, for all nodes of one database, what may be used only once for a while (a nonce, a token).</summary>
public interface IUsedOnce
{
    /// <summary>
    /// Notes the key as used until <paramref name="expires"/>; of two uses at once, on whichever nodes, one is the first.
    /// The effect is durable when the task has ended.
    /// </summary>
    Task<UseResult> UseAsync(string key, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>Forgets what has expired; called by the maintenance timer. Returns how many are still remembered.</summary>
    Task<long> ForgetExpiredAsync(CancellationToken cancellationToken);
}

public enum UseResult
{
    First = 0,

    /// <summary>Used before, and that use has not expired.</summary>
    Again = 1,

    /// <summary>No room to remember it: forgetting another early would let that one be used again.</summary>
    Full = 2,
}
