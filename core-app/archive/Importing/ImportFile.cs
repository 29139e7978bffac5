using System.Text;
using CsvHelper;
using Integration.CoreApp.Archive.Editing;

namespace Integration.CoreApp.Archive.Importing;

/// <param name="Number">Line of the file, from 1.</param>
internal sealed record ImportLine(long Number, IReadOnlyList<string> Cells);

internal sealed record ImportTable(string Encoding, string Separator, IReadOnlyList<string> Headings, IReadOnlyList<ImportLine> Lines);

/// <summary>A file of customers as spreadsheets write them: charset and separator are found out, blank rows left out.</summary>
public static class ImportFile
{
    public const int LargestFile = 16 * 1024 * 1024;
    public const int MostRows = 50_000;
    private const int MostColumns = 100;
    private const int LongestCell = 10_000;

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <exception cref="InvalidEntryException">At <c>file</c>: it is no such table.</exception>
    internal static ImportTable Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > LargestFile)
            throw Wrong("tooLong", ("max", $"{LargestFile}"));
        var (encoding, text) = Decode(file.Span);
        if (text.Contains('\0'))
            throw Wrong("notCsv");
        var (separator, skipped, rest) = SeparatorOf(text);
        var lines = Lines(rest, separator, skipped);
        if (lines.Count < 2)
            throw Wrong("empty");
        if (lines.Count - 1 > MostRows)
            throw Wrong("tooManyRows", ("max", $"{MostRows}"));
        var headings = lines[0].Cells.Select(c => c.Trim()).ToList();
        while (headings.Count > 0 && headings[^1].Length == 0)
            headings.RemoveAt(headings.Count - 1);
        return new ImportTable(encoding, $"{separator}", headings, [.. lines.Skip(1)]);
    }

    private static (string Name, string Text) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw Wrong("spreadsheet");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return ("UTF-8", Decode(Utf8, bytes[3..]) ?? throw Wrong("encoding"));
        // What a spreadsheet calls Unicode text.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return ("UTF-16", Encoding.Unicode.GetString(bytes[2..]));
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return ("UTF-16", Encoding.BigEndianUnicode.GetString(bytes[2..]));
        // Chinese text in GB18030 is next to never valid UTF-8, so the stricter one is tried first.
        return Decode(Utf8, bytes) is { } text ? ("UTF-8", text) : ("GB18030", Decode(Gb, bytes) ?? throw Wrong("encoding"));
    }

    private static string? Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // "sep=;" on a line of its own is how Excel is told; else whatever stands most often among the headings.
    private static (char Separator, int Skipped, string Text) SeparatorOf(string text)
    {
        var end = text.IndexOf('\n');
        var first = (end < 0 ? text : text[..end]).Trim('\r', ' ');
        if (first.Length == 5 && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return (first[4], 1, end < 0 ? "" : text[(end + 1)..]);
        var quoted = false;
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        foreach (var c in text.AsSpan().TrimStart())
        {
            quoted ^= c == '"';
            if (c == '\n' && !quoted)
                break;
            if (!quoted && counts.TryGetValue(c, out var n))
                counts[c] = n + 1;
        }
        return (counts.MaxBy(c => c.Value).Key, 0, text);
    }

    private static List<ImportLine> Lines(string text, char separator, int skipped)
    {
        var open = false;
        // A quote in the middle of a cell is a quote: 5" 管. One that is never closed would make one cell of all that follows.
        var options = new CsvReaderOptions { Separator = separator, HasHeader = false, TrackLineNumbers = true, OnMalformedRecord = m => open |= m.Reason == CsvMalformedReason.UnterminatedQuote };
        using var reader = CsvReader.FromText(text, options);
        var lines = new List<ImportLine>();
        while (reader.Read() && lines.Count <= MostRows + 1)
        {
            var number = skipped + reader.LineNumber;
            var cells = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToList();
            if (open || cells.Exists(c => c.Length > LongestCell))
                throw Wrong("quotes", ("line", $"{number}"));
            if (cells.Skip(MostColumns).Any(c => !string.IsNullOrWhiteSpace(c)))
                throw Wrong("tooManyColumns", ("max", $"{MostColumns}"), ("line", $"{number}"));
            if (cells.Exists(c => !string.IsNullOrWhiteSpace(c)))
                lines.Add(new ImportLine(number, [.. cells.Take(MostColumns)]));
        }
        return lines;
    }

    private static InvalidEntryException Wrong(string code, params (string Name, string Value)[] args) => new([new FieldProblem("file", code, args.ToDictionary(a => a.Name, a => a.Value))]);
}
