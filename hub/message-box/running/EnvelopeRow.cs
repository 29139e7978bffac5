using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A message as it is read back.</summary>
internal sealed record EnvelopeRow(Envelope Envelope, long Sequence, DateTimeOffset AcceptedAt)
{
    public static Step<EnvelopeRow> ById(IReadOnlyList<MessageId> ids) => new Step<EnvelopeRow>("read_messages", Read).Each("id", ids, id => id.Value);

    private static EnvelopeRow Read(Row row)
    {
        var id = row.Message();
        var sequence = row.Long();
        var envelope = new Envelope
        {
            Id = id,
            Type = row.Text(),
            Version = row.Int(),
            Source = row.Text(),
            Interface = row.TextOrNull(),
            Body = row.Bytes(),
            Count = row.Int(),
            BusinessKey = row.TextOrNull(),
            DuplicateKey = row.TextOrNull(),
            CausationId = row.MessageOrNull(),
            ConversationId = row.Text(),
            CorrelationId = row.TextOrNull(),
            TraceParent = row.TextOrNull(),
            Priority = row.State<MessagePriority>(),
            ReceivedAt = row.Time(),
            TranslatedAt = row.TimeOrNull(),
        };
        var acceptedAt = row.Time();
        return new EnvelopeRow(envelope with { ExpiresAt = row.TimeOrNull(), Mapping = row.TextOrNull(), Keys = FailureJson.ReadKeys(row.Text()) }, sequence, acceptedAt);
    }
}
