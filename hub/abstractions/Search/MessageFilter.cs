namespace Integration.Hub;

/// <summary>What a person asks for, as <see cref="FilterLanguage"/> reads it.</summary>
public abstract record MessageFilter
{
    private MessageFilter() { }

    /// <summary>Every message.</summary>
    public static MessageFilter Everything { get; } = new All([]);

    /// <summary>All of them hold; none: always.</summary>
    public sealed record All(IReadOnlyList<MessageFilter> Of) : MessageFilter;

    /// <summary>One of them holds.</summary>
    public sealed record Any(IReadOnlyList<MessageFilter> Of) : MessageFilter;

    public sealed record Not(MessageFilter Of) : MessageFilter;

    /// <summary>Stands somewhere in headers, keys or bodies.</summary>
    public sealed record Text(string Words) : MessageFilter;

    /// <param name="Start">The value is only the beginning.</param>
    public sealed record Is(MessageField Field, string Value, bool Start = false) : MessageFilter;

    /// <param name="Kind">Null: of whatever kind.</param>
    public sealed record Key(string? Kind, string Value) : MessageFilter;

    /// <summary>Came from one of the systems, or goes to one of the subscribers.</summary>
    public sealed record Concerns(IReadOnlyList<string> Systems, IReadOnlyList<string> Subscribers) : MessageFilter;

    /// <summary>Has a delivery in this state.</summary>
    public sealed record InState(DeliveryState State) : MessageFilter;

    /// <summary>Was answered with a refusal.</summary>
    public sealed record Refused : MessageFilter;

    /// <param name="Out">True: sent out to a system; false: brought in by an interface.</param>
    public sealed record Going(bool Out) : MessageFilter;

    public sealed record Since(DateTimeOffset At) : MessageFilter;

    public sealed record Until(DateTimeOffset At) : MessageFilter;
}

public enum MessageField
{
    Id,
    Type,
    System,
    Interface,

    /// <summary>Subscriber or endpoint of a delivery.</summary>
    To,

    /// <summary>The message that caused it.</summary>
    Cause,
    Conversation,

    /// <summary>Fingerprint of the failure that it is parked with.</summary>
    Group,
}

/// <summary>A query that cannot be read.</summary>
/// <param name="code">Stable code, e.g. <c>search.unclosed-quote</c>; see hub/console/api.md.</param>
/// <param name="at">Place of the fault in the text, in characters from 0.</param>
public sealed class FilterException(string code, int at, int length, string message, IReadOnlyDictionary<string, string>? args = null) : Exception(message)
{
    public string Code { get; } = code;

    public int At { get; } = at;

    public int Length { get; } = length;

    /// <summary>What fills the translation of the code.</summary>
    public IReadOnlyDictionary<string, string> Args { get; } = args ?? new Dictionary<string, string>();
}
