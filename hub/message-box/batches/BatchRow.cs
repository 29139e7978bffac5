using System.Globalization;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A batch as it is read back, and the columns by which a statement knows a claim of it.</summary>
internal static class BatchRow
{
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>Deliveries of a batch are claimed without an end: the batch has a lease of its own.</summary>
    public static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Step<OutgoingBatch> Find(Guid id) => new Step<OutgoingBatch>("find_batch", Read).With("id", id);

    public static Step<OutgoingBatch> List(BatchQuery query) => new Step<OutgoingBatch>("list_batches", Read)
        .With("interface", query.Interface).With("number", query.Number).With("state", query.State is { } s ? (short)s : null).With("limit", query.Limit);

    public static Step Fence(string statement, OutgoingBatch batch) =>
        new Step(statement).With("id", batch.Id).With("node", batch.Node).With("run", batch.Run);

    /// <summary>What the trace of each message shows as the one who has it.</summary>
    public static string Owner(string fileName) => $"batch {fileName}";

    public static string Text(DateOnly date) => date.ToString(DateForm, CultureInfo.InvariantCulture);

    private static OutgoingBatch Read(Row row)
    {
        var batch = new OutgoingBatch(row.Id(), row.Text(), row.Text(), row.Text(), row.Long(), row.Int(), row.Text(),
            DateOnly.ParseExact(row.Text(), DateForm, CultureInfo.InvariantCulture), row.State<BatchState>(), row.Time(), row.Text(),
            row.Long(), row.Long(), row.Int(), row.Int(), row.TextOrNull(), row.TimeOrNull(), row.TimeOrNull(), null, null);
        var (records, size, sha256, mapping) = (row.LongOrNull(), row.LongOrNull(), row.TextOrNull(), row.TextOrNull());
        return batch with
        {
            Content = sha256 is null ? null : new BatchContent(records ?? 0, size ?? 0, sha256, mapping ?? ""),
            Failure = row.FailureOrNull(),
        };
    }
}
