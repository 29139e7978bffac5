using System.Globalization;

namespace Integration.Hub;

/// <summary>Fields of the query language: what their values have to look like.</summary>
internal sealed class FilterFields(TimeProvider time)
{
    /// <summary>Kinds of keys that are fields of their own; others are asked for as <c>key.kind:value</c>.</summary>
    private static readonly IReadOnlyList<string> Kinds =
        ["customer", "order", "account", "phone", "bill", "ticket", "workOrder", "circuit", "file", "business", "request", "resource", "payment", "agreement", "peer"];

    private static readonly IReadOnlyDictionary<string, MessageField> Names = new Dictionary<string, MessageField>(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = MessageField.Id, ["type"] = MessageField.Type, ["system"] = MessageField.System, ["if"] = MessageField.Interface, ["to"] = MessageField.To,
        ["cause"] = MessageField.Cause, ["conversation"] = MessageField.Conversation, ["group"] = MessageField.Group,
    };

    /// <summary>All names, for suggestions.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Keys, "direction", "state", "since", "until", "key", .. Kinds];

    public MessageFilter Read(FilterToken token)
    {
        if (token.Value.Length == 0)
            throw Bad(token, "a value after the colon");
        if (Names.TryGetValue(token.Field, out var field))
            return Named(token, field);
        return token.Field.ToLowerInvariant() switch
        {
            "direction" => new MessageFilter.Going(token.Value switch { "in" => false, "out" => true, _ => throw Bad(token, "in or out") }),
            "state" => State(token),
            "since" => new MessageFilter.Since(Time(token)),
            "until" => new MessageFilter.Until(Time(token)),
            "key" => new MessageFilter.Key(null, token.Value),
            var name when name.StartsWith("key.", StringComparison.Ordinal) && name.Length > 4 => new MessageFilter.Key(token.Field[4..], token.Value),
            var name when Kinds.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } kind => new MessageFilter.Key(kind, token.Value),
            _ => throw new FilterException("search.unknown-field", token.At, token.Field.Length,
                $"There is no field '{token.Field}' (character {token.At + 1}); expected one of {string.Join(", ", All)}, or key.kind. To look for the text itself, put it in quotes.",
                new Dictionary<string, string> { ["field"] = token.Field, ["known"] = string.Join(", ", All) }),
        };
    }

    private static MessageFilter Named(FilterToken token, MessageField field)
    {
        if (field is (MessageField.Id or MessageField.Cause) && !MessageId.TryParse(token.Value, out _))
            throw Bad(token, "a message id such as 019ab3c4-0000-7000-8000-000000000000");
        var start = !token.Quoted && token.Value.Length > 1 && token.Value[^1] == '*' && field is (MessageField.Type or MessageField.System or MessageField.Interface or MessageField.To);
        return start
            ? new MessageFilter.Is(field, token.Value[..^1], Start: true)
            : new MessageFilter.Is(field, token.Value);
    }

    private static MessageFilter State(FilterToken token)
    {
        if (token.Value.Equals("refused", StringComparison.OrdinalIgnoreCase))
            return new MessageFilter.Refused();
        return Enum.TryParse<DeliveryState>(token.Value, ignoreCase: true, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(token.Value[0])
            ? new MessageFilter.InState(state)
            : throw Bad(token, $"one of {string.Join(", ", Enum.GetNames<DeliveryState>().Select(n => n.ToLowerInvariant()))}, refused");
    }

    private DateTimeOffset Time(FilterToken token)
    {
        var value = token.Value;
        if (int.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && value[^1] is 'm' or 'h' or 'd' && count <= 100_000)
            return time.GetUtcNow() - (value[^1] switch { 'm' => TimeSpan.FromMinutes(count), 'h' => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) });
        if (DateTime.TryParseExact(value, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return new DateTimeOffset(local, time.LocalTimeZone.GetUtcOffset(local));
        return value.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Bad(token, "30m, 2h, 7d, 2026-11-22, 2026-11-22T08:00 or with an offset 2026-11-22T08:00:00+08:00");
    }

    private static FilterException Bad(FilterToken token, string expected) => new("search.bad-value", token.At, token.Length,
        $"'{token.Value}' is no value of {token.Field} (character {token.At + 1}); expected {expected}.",
        new Dictionary<string, string> { ["field"] = token.Field, ["value"] = token.Value, ["expected"] = expected });
}
