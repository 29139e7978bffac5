namespace Integration.Hub.MessageBox;

/// <summary>Limits of one box; the defaults suit production.</summary>
public sealed record MessageBoxOptions
{
    /// <summary>Most messages, or completions, that share one transaction.</summary>
    public int MaxBatch { get; init; } = 1000;

    /// <summary>Bytes of bodies and payloads after which a transaction takes no further message.</summary>
    public long MaxBatchBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Duplicate keys are kept at least this long, whatever the retention of messages.</summary>
    public TimeSpan KeepDuplicateKeys { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Where messages are put before retention drops them (see <see cref="MessageArchive"/>); all nodes of a database share it. Null: they are dropped for good.</summary>
    public string? ArchiveFolder { get; init; }

    /// <summary>Most nonces and the like that are remembered at once; beyond that, further ones are refused.</summary>
    public long MaxUsedOnce { get; init; } = 1_000_000;

    /// <summary>New messages that the text index waits for; fewer are looked through as fast themselves.</summary>
    public int TextIndexFrom { get; init; } = 8192;
}
