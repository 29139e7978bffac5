using System.Globalization;
using System.Runtime.CompilerServices;
using Integration.Hub.Core.Journeys;
using Integration.Mappings;

namespace Integration.Hub.Core.Batches;

/// <summary>
/// Makes a batch's bytes, once, and keeps them: what goes out later is what was made, whatever has become of mappings and code tables.
/// A message that cannot be mapped is parked alone; one that was edited into another group waits for that group's next batch.
/// </summary>
public sealed class BatchRenderer(OutboundInterface endpoint, IOutgoingBatches batches, Translation translation)
{
    private const int LeaversTogether = 500;

    /// <summary>Throws <see cref="MappingException"/> if the file itself cannot be made: its header, its trailer, its mapping.</summary>
    public async Task<OutgoingBatch> RenderAsync(OutgoingBatch batch, CancellationToken cancellationToken)
    {
        if (!endpoint.Routes.TryGetValue(batch.MessageType, out var route))
            throw new MappingException("route.gone", $"{endpoint.Config.Id} no longer takes {batch.MessageType}; add it again, then send the batch again", endpoint.Config.Section.File);
        var context = Context(batch);
        var run = new Run(this, batch, route.Mapping, route.Filter, context);
        using var content = new BatchContentStream(batches, batch);
        var records = await route.Mapping.WriteAsync(run.RecordsAsync(cancellationToken), content, context, run.LeaveOutAsync, cancellationToken);
        await run.FlushAsync(cancellationToken);
        var (size, sha256) = await content.EndAsync(cancellationToken);
        return await batches.RenderedAsync(batch, new BatchContent(records, size, sha256, route.Mapping.Reference), cancellationToken);
    }

    /// <summary>The number under which the other side knows the batch: never given twice.</summary>
    public static string BatchNo(OutgoingBatch batch) =>
        string.Create(CultureInfo.InvariantCulture, $"{batch.Interface}-{batch.BatchDate:yyyyMMdd}-{batch.Number:000000}");

    /// <summary>All of it from the batch: the same each time.</summary>
    private MappingContext Context(OutgoingBatch batch) => translation.Context(endpoint.Config,
        ("batchNo", BatchNo(batch)), ("number", batch.Number.ToString(CultureInfo.InvariantCulture)),
        ("serial", batch.Serial.ToString(CultureInfo.InvariantCulture)), ("fileName", batch.FileName), ("group", batch.Group),
        ("batchDate", batch.BatchDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) with { Now = batch.ClosedAt };

    /// <summary>One rendering: which message is being written, and who leaves.</summary>
    private sealed class Run(BatchRenderer owner, OutgoingBatch batch, IOutboundMapping mapping, Subscriptions.SubscriptionFilter? filter, MappingContext context)
    {
        private readonly List<BatchLeaver> _leavers = [];
        private BatchMessage? _current;

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> RecordsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var message in owner.ReadAsync(batch, cancellationToken))
            {
                _current = message;
                if (Leaver(message) is { } leaver)
                {
                    await LeaveAsync(leaver, cancellationToken);
                    continue;
                }
                foreach (var record in filter?.Passing([.. BatchGroups.Records(message.Envelope)]) ?? BatchGroups.Records(message.Envelope))
                    yield return record;
            }
        }

        /// <summary>Told by the mapping while the message is still the current one.</summary>
        public async ValueTask LeaveOutAsync(long record, MappingException fault) =>
            await LeaveAsync(new BatchLeaver(_current!.Id, Translation.Failure(fault), batch.Group), CancellationToken.None);

        public async Task FlushAsync(CancellationToken cancellationToken)
        {
            if (_leavers.Count == 0)
                return;
            await owner.Batches.LeaveOutAsync(batch, [.. _leavers], cancellationToken);
            _leavers.Clear();
        }

        private async Task LeaveAsync(BatchLeaver leaver, CancellationToken cancellationToken)
        {
            _leavers.Add(leaver);
            if (_leavers.Count >= LeaversTogether)
                await FlushAsync(cancellationToken);
        }

        private BatchLeaver? Leaver(BatchMessage message)
        {
            var group = BatchGroups.Of(message.Envelope, owner.GroupBy);
            if (group is null)
                return new BatchLeaver(message.Id, MixedGroups(owner.GroupBy), batch.Group);
            if (group != batch.Group)
                return new BatchLeaver(message.Id, null, group);
            return message.Envelope.Count == 1 ? null : FirstFault(message);
        }

        /// <summary>Of a message of many records, all or none go into the file.</summary>
        private BatchLeaver? FirstFault(BatchMessage message)
        {
            try
            {
                foreach (var record in BatchGroups.Records(message.Envelope))
                    mapping.Map(record, context);
                return null;
            }
            catch (MappingException e)
            {
                return new BatchLeaver(message.Id, Translation.Failure(e), batch.Group);
            }
        }
    }

    /// <summary>Why a message of many records cannot go into a file of its group.</summary>
    public static Failure MixedGroups(IReadOnlyList<string> path) => new(FailureKind.Data, "batch.mixed-groups",
        $"The records of this message differ in {string.Join('.', path)}, but go out in files of one value each. Let the inbound interface make one message per record (batch: 1).");

    private IOutgoingBatches Batches => batches;

    private IReadOnlyList<string> GroupBy => endpoint.Config.Batching!.GroupBy;

    private IAsyncEnumerable<BatchMessage> ReadAsync(OutgoingBatch batch, CancellationToken cancellationToken) => batches.ReadMessagesAsync(batch.Id, cancellationToken);
}
