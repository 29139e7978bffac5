namespace Integration.Hub.OperationsConsole;

/// <summary>What usually helps, by the failure's code: a stable code that the pages put into words and the runbook has a section for. The longest beginning that fits holds.</summary>
public static class Suggestions
{
    private const string Look = "look-at-message";

    private static readonly IReadOnlyDictionary<string, string> Table = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["mapping."] = "mend-mapping",
        ["mapping.unknown-code"] = "add-code",
        ["mapping.code"] = "add-code",
        ["mapping.table"] = "add-code",
        ["mapping.charset"] = "ask-sender-to-correct",
        ["mapping.syntax"] = "ask-sender-to-correct",
        ["mapping.xml"] = "ask-sender-to-correct",
        ["mapping.json"] = "ask-sender-to-correct",
        ["mapping.control"] = "ask-for-file-again",
        ["canonical.invalid"] = "report-defect",
        ["file."] = "ask-for-file-again",
        ["file.duplicate"] = "compare-both",
        ["duplicate.conflict"] = "compare-both",
        ["route."] = "add-receiver",
        ["answer.unasked"] = "find-request",
        ["signature."] = "check-signature",
        ["soap."] = "resume-when-reachable",
        ["soap.fault."] = "ask-receiver",
        ["soap.answer-"] = "ask-receiver",
        ["soap.tls"] = "check-credentials",
        ["soap.unknown-operation"] = "report-defect",
        ["asked.refused."] = "ask-receiver",
        ["send.no-answer"] = "ask-whether-done",
        ["queue."] = "resume-when-reachable",
        ["queue.connection-lost"] = "ask-whether-done",
        ["queue.no-confirm"] = "ask-whether-done",
        ["queue.too-large"] = "ask-receiver",
        ["queue.tls"] = "check-credentials",
        ["queue.sign-in-refused"] = "check-credentials",
        ["queue.access-refused"] = "check-credentials",
        ["query."] = "resume-when-reachable",
        ["circuit.open"] = "resume-when-reachable",
        ["store."] = "resume",
        ["batch."] = "resend-batch",
        ["peers."] = "check-peer-rules",
        ["peer."] = "check-peer-rules",
        ["hub."] = "report-defect",
        ["hub.stopping"] = "resume",
        ["inbox."] = "report-defect",
        ["inbox.unreadable"] = "mend-mapping",
    };

    /// <summary>All that there are.</summary>
    public static IEnumerable<string> All => Table.Values.Append(Look).Distinct();

    public static string For(string code) => Table.Where(e => code.StartsWith(e.Key, StringComparison.Ordinal)).MaxBy(e => e.Key.Length).Value ?? Look;
}
