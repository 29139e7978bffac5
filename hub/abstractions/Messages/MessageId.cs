namespace Integration.Hub;

/// <summary>
/// Identity of one message in the box: a version 7 UUID, so ids sort by the time they were made
/// and the stores can keep messages in time partitions by id alone.
/// </summary>
public readonly record struct MessageId(Guid Value) : IComparable<MessageId>
{
    public static MessageId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static MessageId Parse(string text) => new(Guid.Parse(text));

    public static bool TryParse(string? text, out MessageId id)
    {
        var parsed = Guid.TryParse(text, out var value);
        id = new MessageId(value);
        return parsed;
    }

    public int CompareTo(MessageId other) =>
        string.CompareOrdinal(Value.ToString("N"), other.Value.ToString("N"));

    public override string ToString() => Value.ToString("D");
}
