namespace Integration.Hub.MessageBox;

/// <summary>Conditions on columns as SQL; every value is a parameter.</summary>
internal static class FieldSql
{
    public static void Add(Composed composed, IEnumerable<(MessageFilter Term, bool Not)> fields)
    {
        foreach (var (term, not) in fields)
            composed.Where(not ? $"NOT coalesce({Of(composed, term)}, {composed.False})" : Of(composed, term));
    }

    private static string Of(Composed composed, MessageFilter term) => term switch
    {
        MessageFilter.Key k => $"EXISTS (SELECT 1 FROM {composed.Table("search_key")} k WHERE k.message_id = m.id AND k.value = {composed.Add(k.Value)}{(k.Kind is null ? "" : $" AND k.kind = {composed.Add(k.Kind)}")}{composed.Probe})",
        MessageFilter.Concerns c => $"(m.source IN ({List(composed, c.Systems)}) OR {Delivery(composed, ["delivery", "delivery_history"], $"d.subscriber IN ({List(composed, c.Subscribers)})")})",
        MessageFilter.InState s => Delivery(composed, s.State >= DeliveryState.Done ? ["delivery_history"] : ["delivery"], $"d.state = {(int)s.State}"),
        MessageFilter.Refused => Delivery(composed, ["delivery_history"], $"d.state = {(int)DeliveryState.Done} AND d.failure IS NOT NULL"),
        MessageFilter.Going { Out: false } => "m.interface IS NOT NULL",
        MessageFilter.Going => $"EXISTS (SELECT 1 FROM {composed.Table("payload")} p WHERE p.message_id = m.id AND p.kind = {(int)PayloadKind.Outbound}{composed.Probe})",
        MessageFilter.Is i => Is(composed, i),
        _ => throw new InvalidOperationException($"There is no SQL for {term.GetType().Name}."),
    };

    private static string Is(Composed composed, MessageFilter.Is field) => field.Field switch
    {
        MessageField.Id => $"m.id = {composed.Add(MessageId.Parse(field.Value).Value)}",
        MessageField.Cause => $"m.causation_id = {composed.Add(MessageId.Parse(field.Value).Value)}",
        MessageField.Type => Matches(composed, "m.type", field),
        MessageField.System => Matches(composed, "m.source", field),
        MessageField.Interface => Matches(composed, "m.interface", field),
        MessageField.Conversation => $"m.conversation_id = {composed.Add(field.Value)}",
        MessageField.To => Delivery(composed, ["delivery", "delivery_history"], Matches(composed, "d.subscriber", field)),
        MessageField.Group => Delivery(composed, ["delivery"], $"d.fingerprint = {composed.Add(field.Value)}"),
        _ => throw new InvalidOperationException($"There is no SQL for {field.Field}."),
    };

    private static string Matches(Composed composed, string column, MessageFilter.Is field) =>
        field.Start ? composed.StartsWith(column, field.Value) : $"{column} = {composed.Add(field.Value)}";

    private static string List(Composed composed, IReadOnlyList<string> values) => values.Count == 0 ? "NULL" : string.Join(", ", values.Select(v => composed.Add(v)));

    private static string Delivery(Composed composed, IReadOnlyList<string> tables, string condition) =>
        $"({string.Join(" OR ", tables.Select(t => $"EXISTS (SELECT 1 FROM {composed.Table(t)} d WHERE d.message_id = m.id AND {condition}{composed.Probe})"))})";
}
