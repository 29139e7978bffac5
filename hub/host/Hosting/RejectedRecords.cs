using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Hosting;

/// <summary>Records of a file that could not be read, for a part that must not take them for missing.</summary>
internal sealed class RejectedRecords(HubConfig config, ITransferLedger transfers, ITransferRejects rejects, TimeProvider time)
{
    // A file is taken in minutes; one that was held up by a dead node may take longer.
    private static readonly TimeSpan Back = TimeSpan.FromDays(7);

    // A file's conversation begins with this and goes on with the beginning of its hash (FileBatch).
    private const string Conversation = "file:";

    /// <summary>The records' own text, by the conversation that the file began.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(string conversation, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        if (!conversation.StartsWith(Conversation, StringComparison.Ordinal))
            return found;
        var hash = conversation[Conversation.Length..];
        foreach (var @interface in config.Interfaces.Where(i => i is { Channel: "file", Direction: InterfaceDirection.In }))
        {
            var files = await transfers.ListAsync(new TransferQuery(@interface.Id, Since: time.GetUtcNow() - Back, Limit: 1000), cancellationToken);
            foreach (var file in files.Where(f => f.Progress.Rejected > 0 && f.Sha256?.StartsWith(hash, StringComparison.Ordinal) == true))
            {
                await foreach (var reject in rejects.ReadRejectsAsync(file.Id, cancellationToken))
                    found.Add(reject.Source);
            }
        }

        return found;
    }
}
