namespace Integration.Hub.Operations.Map;

/// <summary>
/// Interfaces whose last file stands in quarantine. A file that was taken after it, or a person's decision on it, settles the matter; and a week is
/// as long as a file is waited for.
/// </summary>
internal sealed class BadFiles(ITransferLedger transfers, TimeProvider time)
{
    private static readonly TimeSpan WaitedFor = TimeSpan.FromDays(7);
    private const int Most = 200;

    /// <summary>By interface: what is to be said of it.</summary>
    public async Task<Dictionary<string, string>> LookAsync(CancellationToken cancellationToken)
    {
        var bad = await transfers.ListAsync(new TransferQuery(State: TransferState.Quarantined, Since: time.GetUtcNow() - WaitedFor, Limit: Most), cancellationToken);
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var of in bad.Where(t => t.Key.Direction == TransferDirection.In).GroupBy(t => t.Key.Interface))
        {
            var last = of.MaxBy(t => t.StartedAt)!;
            var good = await transfers.ListAsync(new TransferQuery(of.Key, TransferState.Done, last.StartedAt, 1), cancellationToken);
            if (good.Count == 0)
                words[of.Key] = $"{last.Key.FileName} stands in quarantine: {last.Failure?.Message ?? "it is not as the contract says"}";
        }
        return words;
    }
}
