namespace Integration.Hub.Contracts;

/// <summary>What happens when something goes wrong, from the interface's own settings.</summary>
internal static class FailurePage
{
    public static IEnumerable<string> Rules(InterfaceConfig i) => (i.Direction, i.Channel) switch
    {
        (InterfaceDirection.In, "file") => FilesIn(i),
        (InterfaceDirection.In, "soap") => Served(i),
        (InterfaceDirection.In, _) => QueueIn(),
        _ => Out(i),
    };

    private static IEnumerable<string> FilesIn(InterfaceConfig i)
    {
        yield return "Accepted means durable: a file goes to the folder done only after all its messages are committed. A hub that is killed in the middle goes on after the last committed records; no record is lost or taken twice.";
        yield return "Duplicates 重复: the same content, under the same or another name, changes nothing.";
        yield return "A record that cannot be understood is rejected alone, with its line and the reason; the others are taken.";
        yield return "A file whose header, trailer, counts or sums do not agree goes to quarantine whole; nothing of it is taken.";
        if (i.Receipt is { } receipt)
            yield return $"A receipt {receipt.ReceiptName} with the counts is written back{(receipt.Rejects is null ? "" : $", and rejected lines in {receipt.RejectsName}")}.";
        if (i.ExpectedBy is { } expected)
            yield return $"Expected 截止: {expected}. When no file came by then, operations are warned once for that period.";
    }

    private static IEnumerable<string> QueueIn()
    {
        yield return "Accepted means durable: a message is acknowledged after the hub's own commit. What was not acknowledged comes again.";
        yield return "Duplicates 重复: a message with an id that came before and the same content changes nothing; with other content it is kept for a person.";
        yield return "Order 顺序: messages of one key are worked on one after the other, in the order in which they came.";
        yield return "A message that cannot be understood is kept as it came, with the reason; it is repaired and taken, or discarded by a person. Later messages go on.";
    }

    private static IEnumerable<string> Served(InterfaceConfig i)
    {
        yield return "The answer is sent after the hub's own commit: what was answered is not lost.";
        yield return "Duplicates 重复: a request with an id that came before is answered as the first one was, and has no second effect. The same id with other content is refused.";
        foreach (var o in i.Operations.Where(o => o.Faults.Count > 0))
            yield return $"{o.Operation}: a refusal comes as the declared fault {string.Join(", ", o.Faults.Keys)}; sending the same again cannot help.";
        yield return "A body that does not fit the schema, a missing or wrong credential: a Client (Sender) fault with the reason. When the hub itself cannot work now: a Server (Receiver) fault; send again later under the same id.";
    }

    private static IEnumerable<string> Out(InterfaceConfig i)
    {
        yield return $"Retry 重试: up to {i.Retry.Attempts} attempts, the first repeat after about {Span(i.Retry.First)}, then later and later up to {Span(i.Retry.Max)}; then it waits for a person.";
        yield return $"Circuit 熔断: after {i.Circuit.After} failures in a row the hub stops sending, and tries again after {Span(i.Circuit.Probe)}, then less often up to {Span(i.Circuit.MaxProbe)}. Messages wait meanwhile; none is lost, no attempt is used up.";
        yield return $"Time-out 超时: {Span(i.Timeout)}. Without an answer it may have been done: it is sent again under the same id, and must have its effect once.";
        yield return i.Order switch
        {
            OrderPolicy.Wait => "Order 顺序: one message of a key at a time, in order; what follows a message that waits for a person waits too.",
            OrderPolicy.Skip => "Order 顺序: one message of a key at a time; what follows a message that waits for a person passes it.",
            _ => "Order 顺序: none is kept.",
        };
        if (i.Expiry is { } expiry)
            yield return $"Expiry 失效: what could not be delivered within {Span(expiry)} is not sent any more.";
        foreach (var o in i.Operations.Where(o => o.Faults.Count > 0))
            yield return $"{o.Operation}: the declared fault {string.Join(", ", o.Faults.Keys)} is a refusal: not repeated, to the fallout desk 人工处理.";
        yield return "Any other fault or a refused connection is passing: sent again, under the same id.";
    }

    public static string Span(TimeSpan t) => t switch
    {
        { TotalDays: >= 1 } when t.Ticks % TimeSpan.TicksPerDay == 0 => $"{t.Days} d",
        { TotalHours: >= 1 } when t.Ticks % TimeSpan.TicksPerHour == 0 => $"{t.TotalHours:0} h",
        { TotalMinutes: >= 1 } when t.Ticks % TimeSpan.TicksPerMinute == 0 => $"{t.TotalMinutes:0} min",
        { TotalSeconds: >= 1 } => $"{t.TotalSeconds:0.#} s",
        _ => $"{t.TotalMilliseconds:0} ms",
    };
}
