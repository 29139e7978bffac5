using Integration.Mappings.Compile;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary>Splits the <c>body</c> of a JSON target at its repeated list, as <see cref="XmlFrame"/> does for XML.</summary>
internal sealed class JsonFrame(JsonTarget target, Unit unit, FileProblems problems, Scope edge, Scope inside, Aggregates aggregates)
{
    /// <summary>Words of <c>repeat</c> that mean the whole document.</summary>
    public const string WholeList = "$", Lines = "lines";

    private readonly List<WriteJson> _start = [];
    private readonly List<WriteJson> _end = [];
    private WriteValue? _detail;
    private bool _countsAhead;

    /// <summary>Null if something is wrong; what is noted.</summary>
    public JsonFileTarget? Read(TargetNode body, string repeat)
    {
        if (repeat is WholeList or Lines)
        {
            var item = target.Root(body, inside);
            var (first, last) = repeat == Lines ? ([], []) : (new[] { Raw(j => j.Open('[')) }, new[] { Raw(j => j.Close(']')) });
            return item is null ? null : new JsonFileTarget(first, item, repeat == Lines ? "\n" : ",", last, aggregates, false);
        }
        unit.Aggregates = aggregates;
        Open(body, repeat.Split('.'), 0, "$");
        unit.Aggregates = null;
        return _detail is null ? null : new JsonFileTarget(_start, _detail, ",", _end, aggregates, _countsAhead);
    }

    private void Open(TargetNode node, string[] repeat, int depth, string path)
    {
        if (depth == repeat.Length)
        {
            _countsAhead = aggregates.All.Count > 0;
            unit.Aggregates = null;
            _detail = target.Root(node, inside);
            unit.Aggregates = aggregates;
            _start.Add(Raw(j => j.Open('[')));
            _end.Add(Raw(j => j.Close(']')));
            return;
        }
        if (node is not TargetNode.Members members)
        {
            problems.Add(node.Line, "mapping.yaml", $"'{path}' is above the repeated list {string.Join('.', repeat)}: it holds fields, without a condition or list of its own", path);
            return;
        }
        var at = members.All.ToList().FindIndex(m => m.Name == repeat[depth]);
        if (at < 0)
        {
            var there = members.All.Select(m => m.Name).ToList();
            problems.Add(node.Line, "mapping.yaml", $"'repeat' leads to '{repeat[depth]}', which is not here{Suggestion.For(repeat[depth], there)}; here are {string.Join(", ", there)}");
            return;
        }
        var name = JsonOut.QuotedName(repeat[depth]);
        _start.Add(Raw(j => j.Open('{')));
        _start.AddRange(Fields(members.All.Take(at), path));
        _start.Add(Raw(j => j.Name(name)));
        Open(members.All[at].Node, repeat, depth + 1, $"{path}.{repeat[depth]}");
        _end.AddRange(Fields(members.All.Skip(at + 1), path));
        _end.Add(Raw(j => j.Close('}')));
    }

    private IEnumerable<WriteJson> Fields(IEnumerable<Member> members, string path) => members
        .Select(m => target.Field(m, edge, path)).OfType<(byte[], WriteValue, bool, TargetPlace)>()
        .Select(field => (WriteJson)((run, json) => JsonTarget.Write(field, run, json))).ToList();

    private static WriteJson Raw(Action<JsonOut> write) => (_, json) => write(json);
}
