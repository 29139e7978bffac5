using System.Text;

namespace Integration.Specs.Counterparts;

/// <summary>The hub's receipt for a bill file, BIL-1 section 5.</summary>
public sealed record Receipt(string FileName, string Status, long Bills, long Accepted, long Duplicates, long Rejected, string Sha256, string AnsweredAt, string ReasonCode, string Reason)
{
    /// <summary>Throws <see cref="InvalidDataException"/> when it is not what the contract says.</summary>
    public static Receipt Read(byte[] bytes)
    {
        var text = Chinese.Gb18030.GetString(bytes);
        var fields = text.TrimEnd('\n').Split('|');
        if (!text.EndsWith('\n') || fields.Length != 11 || fields[0] != "R")
            throw new InvalidDataException($"receipt must be one line of 11 fields that begins with R: {text}");
        if (fields[2] is not ("ACCEPTED" or "PARTIAL" or "DUPLICATE" or "QUARANTINED"))
            throw new InvalidDataException($"receipt status {fields[2]} is not in the contract");
        return new Receipt(fields[1], fields[2], Number(fields[3]), Number(fields[4]), Number(fields[5]), Number(fields[6]), fields[7], fields[8], fields[9], fields[10]);
    }

    private static long Number(string field) =>
        long.TryParse(field, out var number) ? number : throw new InvalidDataException($"receipt has {field} where a count belongs");
}

/// <summary>A line that the hub sent back, BIL-1 section 6.</summary>
public sealed record RejectedLine(long Line, string Code, string Reason, string Original)
{
    public static IReadOnlyList<RejectedLine> ReadAll(byte[] bytes) =>
        [.. Chinese.Gb18030.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    // Cut at every delimiter that stands outside of quotes.
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == '|' && !quoted)
                Cut(fields, field);
            else
                field.Append(line[i]);
        }
        Cut(fields, field);
        return fields;
    }

    private static void Cut(List<string> fields, StringBuilder field)
    {
        fields.Add(field.ToString());
        field.Clear();
    }

    private static RejectedLine Read(string line)
    {
        var fields = Fields(line);
        return fields.Count == 4 && long.TryParse(fields[0], out var number)
            ? new RejectedLine(number, fields[1], fields[2], fields[3])
            : throw new InvalidDataException($"rejected line must be number, code, reason, original: {line}");
    }
}
