using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>Bytes of one line → fields of a row. Throws <see cref="ValueFault"/> with the field.</summary>
internal abstract class RowReader(FileLayout layout, Charset charset)
{
    protected Charset Charset => charset;

    protected FileLayout Layout => layout;

    public static RowReader For(FileLayout layout, Charset charset) =>
        layout.Delimiter is null ? new FixedRowReader(layout, charset) : new DelimitedRowReader(layout, charset);

    public abstract void Read(ReadOnlySpan<byte> line, Row row);

    protected ValueFault BadBytes(ReadOnlySpan<byte> line, int at, Row row) => new(
        "mapping.charset", $"byte 0x{line[at]:X2} is no character of {charset.Name}: \"{Around(line, at)}\"", place: $"{row.Place}, byte {at + 1}");

    private string Around(ReadOnlySpan<byte> line, int at)
    {
        var from = Math.Max(0, at - 12) / charset.Unit * charset.Unit;
        return charset.Lenient(line[from..Math.Min(line.Length, at + 12)]);
    }
}

/// <summary>Decodes the whole line first and splits then: a delimiter's byte may be half of a Chinese character.</summary>
internal sealed class DelimitedRowReader(FileLayout layout, Charset charset) : RowReader(layout, charset)
{
    private readonly string _delimiter = layout.Delimiter!;
    private readonly char _single = layout.Delimiter!.Length == 1 ? layout.Delimiter[0] : '\0';

    public override void Read(ReadOnlySpan<byte> line, Row row)
    {
        var chars = row.Buffer(line.Length);
        var length = Charset.Decode(line, chars);
        if (length < 0) throw BadBytes(line, -1 - length, row);
        if (Layout.TrailingDelimiter && chars.AsSpan(0, length).EndsWith(_delimiter)) length -= _delimiter.Length;
        var fields = Layout.Quote == '\0' ? Split(chars, length, row) : SplitQuoted(chars, length, row);
        var record = row.Layout;
        if (fields < record.RequiredFields || fields > record.Fields.Count) throw WrongCount(row, fields);
        for (; fields < record.Fields.Count; fields++) row.SetField(fields, 0, 0);
    }

    /// <summary>Number of fields on the line; those beyond the layout are only counted.</summary>
    private int Split(char[] chars, int length, Row row)
    {
        var (at, field, most) = (0, 0, row.Layout.Fields.Count);
        while (true)
        {
            var rest = chars.AsSpan(at, length - at);
            var end = _single != '\0' ? rest.IndexOf(_single) : rest.IndexOf(_delimiter, StringComparison.Ordinal);
            var stop = end < 0 ? length : at + end;
            if (field < most) Set(chars, row, field, at, stop);
            field++;
            if (end < 0) return field;
            at = stop + _delimiter.Length;
        }
    }

    private void Set(char[] chars, Row row, int field, int start, int end)
    {
        if (Layout.Trim)
        {
            while (start < end && chars[start] == ' ') start++;
            while (end > start && chars[end - 1] == ' ') end--;
        }
        row.SetField(field, start, end);
    }

    private int SplitQuoted(char[] chars, int length, Row row)
    {
        var (at, field, most) = (0, 0, row.Layout.Fields.Count);
        while (true)
        {
            int next;
            if (at < length && chars[at] == Layout.Quote)
            {
                var end = Unquote(chars, at, length, row, field, out next);
                if (field < most) row.SetField(field, at, end);
            }
            else
            {
                var found = chars.AsSpan(at, length - at).IndexOf(_delimiter, StringComparison.Ordinal);
                next = found < 0 ? length : at + found;
                if (field < most) Set(chars, row, field, at, next);
            }
            field++;
            if (next >= length) return field;
            if (!chars.AsSpan(next, length - next).StartsWith(_delimiter)) throw Fault(row, field - 1, "mapping.quote", "text stands between the closing quote and the delimiter");
            at = next + _delimiter.Length;
        }
    }

    /// <summary>Removes the quotes in place; doubled quotes become one. Returns the end of the value.</summary>
    private int Unquote(char[] chars, int start, int length, Row row, int field, out int next)
    {
        var to = start;
        for (var from = start + 1; from < length; from++)
        {
            if (chars[from] != Layout.Quote)
            {
                chars[to++] = chars[from];
            }
            else if (from + 1 < length && chars[from + 1] == Layout.Quote)
            {
                chars[to++] = chars[from++];
            }
            else
            {
                next = from + 1;
                return to;
            }
        }
        throw Fault(row, field, "mapping.quote", "the line ends inside a quoted field: line breaks in fields are not allowed");
    }

    private static ValueFault Fault(Row row, int field, string code, string message) => new(code, message, place: $"{row.Place}, field {field + 1}");

    private ValueFault WrongCount(Row row, int fields)
    {
        var record = row.Layout;
        var expected = record.RequiredFields == record.Fields.Count ? $"{record.Fields.Count}" : $"{record.RequiredFields} to {record.Fields.Count}";
        return new ValueFault("mapping.field-count",
            $"record '{record.Name}' has {fields} fields, expected {expected}: {string.Join(_delimiter, record.Fields.Select(f => f.Name))}", place: row.Place);
    }
}

/// <summary>
/// Cuts by bytes and decodes piece by piece, gaps included: only so a character that crosses the end of a field is found.
/// </summary>
internal sealed class FixedRowReader(FileLayout layout, Charset charset) : RowReader(layout, charset)
{
    public override void Read(ReadOnlySpan<byte> line, Row row)
    {
        var record = row.Layout;
        var length = record.Fields[^1].Start + record.Fields[^1].Length;
        if (line.Length != length && !(Layout.ShortLines && line.Length < length))
            throw new ValueFault("mapping.line-length", $"record '{record.Name}' has {line.Length} bytes, expected {length}", place: row.Place);
        var chars = row.Buffer(line.Length);
        var (at, written) = (0, 0);
        for (var i = 0; i < record.Fields.Count; i++)
        {
            var field = record.Fields[i];
            if (at < field.Start) Decode(line, ref at, field.Start, chars, written, row, i - 1);
            var count = Decode(line, ref at, field.Start + field.Length, chars, written, row, i);
            Set(chars, row, i, field, written, written + count);
            written += count;
        }
    }

    private int Decode(ReadOnlySpan<byte> line, ref int at, int end, char[] chars, int written, Row row, int field)
    {
        end = Math.Min(end, line.Length);
        if (at >= end) return 0;
        var count = Charset.Decode(line[at..end], chars.AsSpan(written));
        if (count < 0) throw Bad(line, at - 1 - count, end, row, field);
        at = end;
        return count;
    }

    private ValueFault Bad(ReadOnlySpan<byte> line, int at, int end, Row row, int field)
    {
        Span<char> scratch = stackalloc char[8];
        for (var length = end - at + 1; length <= 4 && at + length <= line.Length; length++)
        {
            if (Charset.Decode(line.Slice(at, length), scratch) < 0) continue;
            var where = field < 0 ? row.Place : row.PlaceOf(field);
            return new ValueFault("mapping.cut-character", $"the character {scratch[0]} crosses the end of the field: the columns do not fit the layout", place: where);
        }
        return BadBytes(line, at, row);
    }

    private void Set(char[] chars, Row row, int index, FieldLayout field, int start, int end)
    {
        if (Layout.Trim)
        {
            if (field.Right || field.Pad == ' ') while (start < end - (field.Pad == '0' ? 1 : 0) && chars[start] == (field.Right ? field.Pad : ' ')) start++;
            if (!field.Right || field.Pad == '0') while (end > start && chars[end - 1] == (field.Right ? ' ' : field.Pad)) end--;
            if (field.Pad != ' ') while (start < end && chars[start] == ' ') start++;
        }
        row.SetField(index, start, end);
    }
}
