using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <param name="Length">Fixed width: bytes; 0 for delimited.</param>
internal sealed record Column(TargetPlace Place, Origin At, Eval<Chars> Text, int Length, bool Right, char Pad);

/// <summary>Columns → one line.</summary>
/// <param name="delimiter">Null for fixed width.</param>
/// <param name="quote">'\0' for none.</param>
internal sealed class LineWriter(Column[] columns, string? delimiter, char quote)
{
    public void Write(Run run, LineOut lines)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            run.Field = column.Place;
            column.Text(run, out var value);
            if (delimiter is null) Fixed(column, value, lines);
            else
            {
                if (i > 0) lines.Text(delimiter);
                Delimited(column, value, delimiter, lines);
            }
        }
        lines.EndLine();
        run.Field = null;
    }

    private static void Fixed(Column column, Chars value, LineOut lines)
    {
        if (value.IndexOfAny('\r', '\n') >= 0) throw column.At.Fault("mapping.delimiter", $"{ValueFault.Quote(value)} holds a line break, which would end the line");
        lines.Padded(value, column.Length, column.Right, column.Pad);
    }

    private void Delimited(Column column, Chars value, string between, LineOut lines)
    {
        if (value.IndexOfAny('\r', '\n') >= 0) throw column.At.Fault("mapping.delimiter", $"{ValueFault.Quote(value)} holds a line break, which would end the line");
        var holds = value.IndexOf(between, StringComparison.Ordinal) >= 0;
        if (quote == '\0')
        {
            if (holds) throw column.At.Fault("mapping.delimiter", $"{ValueFault.Quote(value)} holds the delimiter {between}: replace it, or give the target a 'quote'");
            lines.Text(value);
            return;
        }
        if (!holds && value.IndexOf(quote) < 0)
        {
            lines.Text(value);
            return;
        }
        var quoted = quote.ToString();
        lines.Text($"{quoted}{value.ToString().Replace(quoted, quoted + quoted, StringComparison.Ordinal)}{quoted}");
    }
}
