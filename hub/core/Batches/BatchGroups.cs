using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Core.Batches;

/// <summary>Which file of its interface a message belongs to.</summary>
public static class BatchGroups
{
    private const byte NewLine = (byte)'\n';

    /// <summary>"" without <paramref name="path"/> or where the field is missing; null if a message of many records belongs to several.</summary>
    public static string? Of(Envelope envelope, IReadOnlyList<string> path)
    {
        if (path.Count == 0)
            return "";
        if (envelope.Count == 1)
            return FieldPaths.Read(envelope.Body, path);
        var groups = Records(envelope).Select(r => FieldPaths.Read(r, path)).Distinct().Take(2).ToList();
        return groups.Count == 1 ? groups[0] : null;
    }

    /// <summary>The canonical records of a message, one by one.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Records(Envelope envelope)
    {
        if (envelope.Count == 1)
        {
            yield return envelope.Body;
            yield break;
        }
        for (var rest = envelope.Body; rest.Length > 0;)
        {
            var end = rest.Span.IndexOf(NewLine);
            var record = end < 0 ? rest : rest[..end];
            if (record.Length > 0)
                yield return record;
            rest = end < 0 ? default : rest[(end + 1)..];
        }
    }
}
