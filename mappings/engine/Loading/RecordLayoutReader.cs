using Integration.Mappings.Sources;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary><c>records:</c> of a delimited or fixed-width file.</summary>
internal sealed class RecordLayoutReader(YamlMap source, FileProblems problems)
{
    private readonly List<(RecordLayout Record, string Group, int Line)> _groups = [];

    public List<RecordLayout> Read(bool isFixed)
    {
        var records = new List<RecordLayout>();
        if (source.Need("records") is null) return records;
        foreach (var node in source.List("records"))
        {
            if (source.AsMap(node, "record") is { } map && Record(map, records.Count, isFixed) is { } record) records.Add(record);
        }
        Link(records);
        foreach (var twice in records.GroupBy(r => r.Name).Where(g => g.Count() > 1))
            problems.Add(twice.Last().Line, "mapping.yaml", $"record '{twice.Key}' stands twice");
        foreach (var twice in records.GroupBy(r => r.Tag).Where(g => g.Count() > 1))
            problems.Add(twice.Last().Line, "mapping.yaml", twice.Key is null ? "only one kind of record may be without a tag" : $"tag '{twice.Key}' stands twice");
        return records;
    }

    /// <summary>Headers are what stands before the repeated record in the list, trailers what stands after it and its groups.</summary>
    public static bool Place(List<RecordLayout> records, (RecordLayout Record, string As)? each, FileProblems problems, int line)
    {
        var detail = each!.Value.Record;
        if (detail.Parent is not null)
        {
            problems.Add(line, "mapping.structure", $"each: record '{detail.Name}' is a group of '{detail.Parent.Name}': messages are made of '{detail.Parent.Name}'");
            return false;
        }
        foreach (var record in records)
        {
            var top = record;
            while (top.Parent is not null) top = top.Parent;
            record.Place = top == detail ? RecordPlace.Detail : record.Index < detail.Index ? RecordPlace.Header : RecordPlace.Trailer;
        }
        return true;
    }

    private RecordLayout? Record(YamlMap map, int index, bool isFixed)
    {
        var name = map.NeedText("name");
        var record = new RecordLayout(name ?? "", map.Text("tag"), index, map.Line) { Optional = map.Flag("optional", false) };
        if (map.Need("fields") is not null)
        {
            foreach (var field in map.List("fields")) Field(field, record, isFixed);
        }
        if (record.RequiredFields == 0) record.RequiredFields = record.Fields.Count;
        foreach (var group in map.List("groups")) _groups.Add((record, (group as YamlScalarNode)?.Value ?? "", YamlMap.LineOf(group)));
        map.Done();
        foreach (var twice in record.Fields.GroupBy(f => f.Name).Where(g => g.Count() > 1))
            problems.Add(map.Line, "mapping.yaml", $"record '{record.Name}' has field '{twice.Key}' twice");
        if (record.Fields.Count == 0) problems.Add(map.Line, "mapping.yaml", $"record '{record.Name}' has no fields");
        return name is null ? null : record;
    }

    private void Field(YamlNode node, RecordLayout record, bool isFixed)
    {
        if (isFixed) Fixed(node, record);
        else if (node is YamlScalarNode { Value: { Length: > 0 } name }) Delimited(name, record, YamlMap.LineOf(node));
        else problems.Add(YamlMap.LineOf(node), "mapping.yaml", "a field of a delimited record is a name; one that may be missing at the end ends with ?");
    }

    private void Delimited(string name, RecordLayout record, int line)
    {
        var optional = name.EndsWith('?');
        if (optional && record.RequiredFields == 0) record.RequiredFields = record.Fields.Count == 0 ? 1 : record.Fields.Count;
        else if (!optional && record.RequiredFields > 0) problems.Add(line, "mapping.yaml", $"field '{name}' stands after a field that may be missing: only the last fields may end with ?");
        record.Fields.Add(new FieldLayout(name.TrimEnd('?')));
    }

    private void Fixed(YamlNode node, RecordLayout record)
    {
        if (source.AsMap(node, "field") is not { } map) return;
        var next = record.Fields.Count == 0 ? 1 : record.Fields[^1].Start + record.Fields[^1].Length + 1;
        var name = map.NeedText("name") ?? "";
        var at = map.Integer("at", next, 1);
        if (map.Need("length") is null) return;
        var length = map.Integer("length", 1, 1);
        var right = map.Word("align", "left", "right") == "right";
        var pad = map.Text("pad", " ");
        map.Done();
        if (pad is not { Length: 1 }) problems.Add(map.Line, "mapping.yaml", $"'pad' of field '{name}' must be one character");
        if (at < next) problems.Add(map.Line, "mapping.yaml", $"field '{name}' begins at byte {at}, inside the field before it: the next free byte is {next}");
        record.Fields.Add(new FieldLayout(name, at - 1, length, right, pad is { Length: 1 } ? pad[0] : ' '));
    }

    private void Link(List<RecordLayout> records)
    {
        foreach (var (record, name, line) in _groups)
        {
            var group = records.Find(r => r.Name == name);
            if (group is null) problems.Add(line, "mapping.unknown-name", $"record '{record.Name}' names the group '{name}', which is no record{Suggestion.For(name, records.Select(r => r.Name))}");
            else if (group.Parent is not null || group == record || group.Groups.Count > 0 && Above(record, group)) problems.Add(line, "mapping.structure", $"record '{name}' can be a group of one record only");
            else
            {
                group.Parent = record;
                record.Groups.Add(group);
            }
        }
    }

    private static bool Above(RecordLayout record, RecordLayout group)
    {
        for (var above = record; above is not null; above = above.Parent!)
            if (above == group) return true;
        return false;
    }
}
