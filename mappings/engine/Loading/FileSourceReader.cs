using Integration.Mappings.Compile;
using Integration.Mappings.Sources;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>Delimited and fixed-width sources: records, their order, control checks.</summary>
internal sealed class FileSourceReader(YamlMap map, YamlMap source, FileProblems problems, Unit unit)
{
    public SourcePlan? Read(bool isFixed)
    {
        // Mistakes elsewhere in the file do not keep the fields from being checked.
        var before = problems.Count;
        var records = new RecordLayoutReader(source, problems).Read(isFixed);
        var each = Each(records);
        if (each is null || problems.Count > before) return null;
        if (!RecordLayoutReader.Place(records, each, problems, source.Line)) return null;
        if (Layout(isFixed, records, each.Value.Record) is not { } layout) return null;
        var slots = records.Select(_ => unit.NewSlot()).ToList();
        var control = Control(layout, slots);
        var scope = new Scope(null, slots[layout.Each.Index]);
        foreach (var record in records) scope.Add(record.Name, Binding(record, slots[record.Index]));
        scope.Add(each.Value.As, new Binding.Item(slots[layout.Each.Index], new RowSchema(layout.Each), layout.Each.Name));
        return new SourcePlan(scope, slots[layout.Each.Index], (head, maker, u) => new TextFileMapping(head, maker, layout, control, u.Slots, u.Cells));
    }

    private static Binding Binding(RecordLayout record, int slot) => record.Place switch
    {
        RecordPlace.Trailer => new Binding.Barred($"'{record.Name}' is the trailer: its values are known only at the end of the file, use them under 'control'"),
        RecordPlace.Detail when record.Parent is { } parent => new Binding.Barred($"'{record.Name}' is a group: it is reached through '{parent.Name}.{record.Name}s', e.g. with 'each: {parent.Name}.{record.Name}s as {record.Name}'"),
        _ => new Binding.Item(slot, new RowSchema(record), record.Name),
    };

    private (RecordLayout Record, string As)? Each(List<RecordLayout> records)
    {
        if (records.Count == 0) return null;
        if (map.Take("each") is null && records.Count == 1) return (records[0], records[0].Name);
        var clause = TargetReader.Each(map.Need("each"), problems);
        if (clause is null) return null;
        var record = records.Find(r => r.Name == clause.List.Text);
        if (record is not null) return (record, clause.As);
        problems.Add(clause.List.Line, "mapping.unknown-name", $"each: there is no record '{clause.List.Text}'{Suggestion.For(clause.List.Text, records.Select(r => r.Name))}");
        return null;
    }

    private FileLayout? Layout(bool isFixed, List<RecordLayout> records, RecordLayout each)
    {
        var before = problems.Count;
        var charset = SourceReader.CharsetOf(source, problems, "utf-8");
        var delimiter = isFixed ? null : source.NeedText("delimiter");
        var quote = isFixed ? null : source.Text("quote");
        if (!isFixed && string.IsNullOrEmpty(delimiter)) problems.Add(source.Line, "mapping.yaml", "'delimiter' must not be empty");
        if (quote is not null && quote.Length != 1) problems.Add(source.Line, "mapping.yaml", "'quote' must be one character");
        if (isFixed && charset is { Unit: > 1 }) problems.Add(source.Line, "mapping.charset", "a fixed-width file is cut by bytes and cannot be in UTF-16");
        if (charset is null || problems.Count > before) return null;
        return new FileLayout
        {
            Charset = charset,
            Delimiter = delimiter,
            Quote = quote?[0] ?? '\0',
            Trim = source.Flag("trim", true),
            TrailingDelimiter = !isFixed && source.Flag("trailingDelimiter", false),
            TitleLines = source.Integer("titleLines", 0),
            ShortLines = isFixed && source.Flag("shortLines", false),
            Limits = SourceReader.LimitsOf(source),
            Records = records,
            Each = each,
        };
    }

    private FileControl Control(FileLayout layout, List<int> slots)
    {
        var records = new Scope(null, slots[layout.Each.Index]);
        var file = new Scope(null, slots[layout.Each.Index]);
        foreach (var record in layout.Records)
        {
            var item = new Binding.Item(slots[record.Index], new RowSchema(record), record.Name);
            records.Add(record.Name, item);
            file.Add(record.Name, record.Place == RecordPlace.Detail
                ? new Binding.Barred($"'{record.Name}' stands in the file many times: use count({record.Name}) or sum({record.Name}.…)")
                : item);
        }
        var aggregates = new Aggregates(records, expr => Kind(layout, expr));
        return new FileControl(aggregates, ControlReader.Read(source, problems, unit, aggregates, file), slots);
    }

    /// <summary>The one kind of detail record that an expression reads, or −1.</summary>
    private static int Kind(FileLayout layout, Expr expr)
    {
        var kinds = expr.Origin.Leaves
            .Select(l => layout.Records.FirstOrDefault(r => r.Name == l.Path.Split('.')[0]))
            .Where(r => r is { Place: RecordPlace.Detail })
            .Distinct().ToList();
        return kinds.Count == 1 ? kinds[0]!.Index : -1;
    }
}
