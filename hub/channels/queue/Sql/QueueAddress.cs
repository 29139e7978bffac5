using System.Text;

namespace Integration.Hub.Channels.Queue;

/// <summary>Name of a queue table, case-sensitive, with its schema. Written and read as NServiceBus's PostgreSQL transport does: <c>"schema"."table"</c>.</summary>
public sealed record QueueAddress
{
    /// <summary>PostgreSQL cuts names after 63 bytes without a word; <c>.Delayed</c> must still fit behind the name.</summary>
    public const int MaxLength = 55;

    public const string DefaultSchema = "public";

    public QueueAddress(string table, string schema = DefaultSchema)
    {
        Check(table, nameof(table));
        Check(schema, nameof(schema));
        (Table, Schema) = (table, schema);
    }

    public string Table { get; }

    public string Schema { get; }

    /// <summary>The table beside this queue where messages wait for their time.</summary>
    internal string DelayedTable => Table + ".Delayed";

    /// <summary>
    /// Reads <c>"schema"."table"</c>, <c>schema."table"</c> or <c>"table"</c>; text without any quote is a table name as a whole, because endpoint names have dots.
    /// </summary>
    /// <exception cref="FormatException">Quotes that do not pair, an empty or overlong name.</exception>
    public static QueueAddress Parse(string address)
    {
        if (!address.Contains('"'))
            return Create(address, [address]);
        var parts = Split(address);
        return parts.Count is 1 or 2 ? Create(address, parts) : throw Malformed(address, "more than schema and table");
    }

    public override string ToString() => $"{Quote(Schema)}.{Quote(Table)}";

    /// <summary>An identifier that SQL reads as exactly this name, whatever is in it.</summary>
    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static QueueAddress Create(string address, List<string> parts)
    {
        try
        {
            return parts.Count == 1 ? new QueueAddress(parts[0]) : new QueueAddress(parts[1], parts[0]);
        }
        catch (ArgumentException invalid)
        {
            throw Malformed(address, invalid.Message);
        }
    }

    private static List<string> Split(string address)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < address.Length; i++)
        {
            if (address[i] == '"' && quoted && i + 1 < address.Length && address[i + 1] == '"')
                part.Append(address[i++]);
            else if (address[i] == '"')
                quoted = !quoted;
            else if (address[i] == '.' && !quoted)
                parts.Add(Take(part));
            else
                part.Append(address[i]);
        }
        if (quoted)
            throw Malformed(address, "a quote is not closed");
        parts.Add(Take(part));
        return parts;
    }

    private static string Take(StringBuilder part)
    {
        var text = part.ToString();
        part.Clear();
        return text;
    }

    private static void Check(string name, string what)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentException("The name is empty.", what);
        if (name.Contains('\0'))
            throw new ArgumentException($"'{name}' holds a NUL character.", what);
        if (Encoding.UTF8.GetByteCount(name) > MaxLength)
            throw new ArgumentException($"'{name}' has {Encoding.UTF8.GetByteCount(name)} bytes in UTF-8; a queue's name may have {MaxLength}.", what);
    }

    private static FormatException Malformed(string address, string why) =>
        new($"'{address}' is no queue address ({why}). Expected: Name or \"schema\".\"Name\".");
}
