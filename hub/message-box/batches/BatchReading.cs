using System.Runtime.CompilerServices;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A batch's messages, and looking at batches.</summary>
internal sealed class BatchReading(BoxDatabase database, BoxClock clock)
{
    private const int MessagesPerPage = 500;

    private sealed record Member(MessageId Id, long Sequence, bool Edited);

    public async IAsyncEnumerable<BatchMessage> MessagesAsync(Guid batchId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = -1L; ;)
        {
            var start = after;
            var members = await database.ReadAsync(new Step<Member>("read_batch_messages", r => new(r.Message(), r.Long(), r.Flag()))
                .With("id", batchId).With("after", start).With("limit", MessagesPerPage), cancellationToken);
            foreach (var message in await WithEnvelopesAsync(batchId, members, cancellationToken))
                yield return message;
            if (members.Count < MessagesPerPage)
                yield break;
            after = members[^1].Sequence;
        }
    }

    public async Task<IReadOnlyList<OutgoingBatch>> ListAsync(BatchQuery query, CancellationToken cancellationToken) =>
        await database.ReadAsync(BatchRow.List(query), cancellationToken);

    public async Task<IReadOnlyList<MessageId>> ListMessagesAsync(Guid batchId, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(new Step<MessageId>("list_batch_messages", r => r.Message()).With("id", batchId).With("limit", limit), cancellationToken);

    public Task<bool> ResendAsync(Guid batchId, Actor actor, string reason, CancellationToken cancellationToken) => Retrying.WriteAsync(database, async (session, _) =>
    {
        if (await session.ExecuteAsync(new Step("resend_batch").With("id", batchId)) == 0)
            return false;
        var batch = (await session.QueryAsync(BatchRow.Find(batchId)))[0];
        await session.RunAsync(Repairing.Audit(actor, "resend batch", $"{batch.Interface} {batch.FileName}", reason, clock.Now));
        return true;
    }, cancellationToken);

    private async Task<IEnumerable<BatchMessage>> WithEnvelopesAsync(Guid batchId, List<Member> members, CancellationToken cancellationToken)
    {
        if (members.Count == 0)
            return [];
        var envelopes = EnvelopeRow.ById([.. members.Select(m => m.Id)]);
        var editedIds = members.Where(m => m.Edited).Select(m => m.Id.Value).ToList();
        var batch = BatchRow.Find(batchId);
        var edited = await database.ReadAsync(async session =>
        {
            await session.RunAsync(envelopes, batch);
            if (editedIds.Count == 0)
                return [];
            return await session.QueryAsync(new Step<(MessageId Id, byte[] Body)>("read_edited", r => (r.Message(), r.Bytes()))
                .With("subscriber", batch.Rows[0].Interface).Each("id", editedIds, id => id));
        }, cancellationToken);
        var byId = envelopes.Rows.ToDictionary(e => e.Envelope.Id, e => e.Envelope);
        foreach (var (id, body) in edited)
            byId[id] = byId[id] with { Body = body };
        return members.Select(m => new BatchMessage(m.Id, byId[m.Id]));
    }
}
