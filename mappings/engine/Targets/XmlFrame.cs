using Integration.Mappings.Compile;
using Integration.Mappings.Loading;

namespace Integration.Mappings.Targets;

/// <summary>
/// Splits the <c>body</c> of an XML target at its repeated element. Around it there is no message whose fields could be named, only
/// the surroundings and sums over all messages; inside it, it is as in a document of one message.
/// </summary>
/// <param name="edge">Scope around the repeated element.</param>
/// <param name="inside">Scope of one message.</param>
internal sealed class XmlFrame(XmlTarget target, Unit unit, FileProblems problems, Scope edge, Scope inside, Aggregates aggregates)
{
    private readonly List<WriteXml> _start = [];
    private readonly List<WriteXml> _end = [];
    private WriteXml? _detail;

    public bool CountsAhead { get; private set; }

    public IReadOnlyList<WriteXml> Start => _start;

    /// <summary>Null if something is wrong; what is noted.</summary>
    public WriteXml? Detail => _detail;

    public IReadOnlyList<WriteXml> End => _end;

    public void Read(Member root, string[] repeat)
    {
        if (root.Name != repeat[0])
        {
            NotThere(root.Line, repeat[0], [root.Name]);
            return;
        }
        unit.Aggregates = aggregates;
        Open(root, repeat, 0, repeat[0], target.Declarations);
        unit.Aggregates = null;
    }

    private void Open(Member member, string[] repeat, int depth, string path, string declarations)
    {
        if (depth == repeat.Length - 1)
        {
            CountsAhead = aggregates.All.Count > 0;
            unit.Aggregates = null;
            _detail = Required(member, path);
            unit.Aggregates = aggregates;
            return;
        }
        var (name, next) = (member.Name, repeat[depth + 1]);
        if (member.Node is not TargetNode.Members members)
        {
            problems.Add(member.Line, "mapping.yaml", $"'{path}' is above the repeated element {string.Join('/', repeat)}: it holds elements, without a condition or list of its own", path);
            return;
        }
        var at = members.All.ToList().FindIndex(m => m.Name == next);
        if (at < 0)
        {
            NotThere(member.Line, next, [.. members.All.Select(m => m.Name)]);
            return;
        }
        _start.Add(Raw($"<{name}{declarations}"));
        _start.AddRange(members.All.Where(m => m.Name.StartsWith('@')).Select(m => target.Attribute(m, edge, path)).OfType<WriteXml>());
        _start.Add(Raw(">"));
        _start.AddRange(Elements(members.All.Take(at), path));
        Open(members.All[at], repeat, depth + 1, $"{path}/{next}", "");
        _end.AddRange(Elements(members.All.Skip(at + 1), path));
        _end.Add(Raw($"</{name}>"));
    }

    private IEnumerable<WriteXml> Elements(IEnumerable<Member> members, string path) =>
        members.Where(m => !m.Name.StartsWith('@')).Select(m => target.Element(m, edge, path)).OfType<WriteXml>().ToList();

    private WriteXml? Required(Member member, string path)
    {
        var parent = path[..Math.Max(0, path.LastIndexOf('/'))];
        return target.Element(member with { Name = member.Name + "!" }, inside, parent);
    }

    private static WriteXml Raw(string text) => (_, xml) =>
    {
        xml.Raw(text);
        return true;
    };

    private void NotThere(int line, string name, string[] there) =>
        problems.Add(line, "mapping.yaml", $"'repeat' leads to '{name}', which is not here{Suggestion.For(name, there)}; here are {string.Join(", ", there)}");
}
