using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>What a mapping says about one field, element or list of its target.</summary>
internal abstract record TargetNode(int Line)
{
    internal sealed record Value(Expression Expression) : TargetNode(Expression.Line);

    internal sealed record Members(IReadOnlyList<Member> All, int Line) : TargetNode(Line);

    internal sealed record Items(IReadOnlyList<TargetNode> All, int Line) : TargetNode(Line);

    /// <summary><c>{ when, each, let, keep, value | fields }</c>.</summary>
    internal sealed record Form(Expression? When, EachClause? Each, IReadOnlyList<LetClause> Lets, bool Keep, TargetNode Content, int Line) : TargetNode(Line);
}

internal sealed record Member(string Name, TargetNode Node, int Line);

internal sealed record LetClause(string Name, Expression Expression);

/// <param name="As">Name of one item.</param>
internal sealed record EachClause(Expression List, string As);

/// <summary>YAML → <see cref="TargetNode"/>.</summary>
internal static class TargetReader
{
    private static readonly string[] FormKeys = ["when", "each", "let", "keep", "value", "fields"];

    public static TargetNode? Read(YamlNode node, FileProblems problems, string path)
    {
        switch (node)
        {
            case YamlScalarNode:
                return Expression.Read(node, problems, path) is { } expression ? new TargetNode.Value(expression) : null;
            case YamlSequenceNode list:
                return new TargetNode.Items([.. list.Select((n, i) => Read(n, problems, $"{path}[{i}]")).OfType<TargetNode>()], YamlMap.LineOf(node));
            default:
                var map = new YamlMap((YamlMappingNode)node, problems, path.Length == 0 ? "fields" : $"'{path}'");
                return IsForm(map) ? Form(map, path) : Members(map, path);
        }
    }

    public static TargetNode.Members Members(YamlMap map, string path)
    {
        var members = map.Entries()
            .Select(e => Read(e.Value, map.Problems, path.Length == 0 ? e.Key : $"{path}.{e.Key}") is { } node ? new Member(e.Key, node, e.Line) : null)
            .OfType<Member>();
        return new TargetNode.Members([.. members], map.Line);
    }

    public static IReadOnlyList<LetClause> Lets(YamlMap map)
    {
        var lets = map.Map("let", "let");
        if (lets is null) return [];
        return [.. lets.Entries().Select(e => Expression.Read(e.Value, map.Problems, $"let {e.Key}") is { } x ? new LetClause(e.Key, x) : null).OfType<LetClause>()];
    }

    /// <summary><c>path</c> or <c>path as name</c>; without a name the last part of the path is it.</summary>
    public static EachClause? Each(YamlNode? node, FileProblems problems)
    {
        if (node is not YamlScalarNode { Value: { } text } scalar) return null;
        var name = "";
        var at = text.LastIndexOf(" as ", StringComparison.Ordinal);
        if (at > 0) (text, name) = (text[..at].TrimEnd(), text[(at + 4)..].Trim());
        var syntax = problems.Try(YamlMap.LineOf(scalar), () => Language.Parser.Parse(text));
        if (syntax is null) return null;
        if (name.Length == 0 && syntax is Language.Syntax.Path path) name = path.Segments.Count == 0 ? path.Root : path.Segments[^1];
        if (name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_')) return new EachClause(new Expression(syntax, text, YamlMap.LineOf(scalar)), name);
        problems.Add(YamlMap.LineOf(scalar), "mapping.syntax", "each needs a name for one item: each: list as item");
        return null;
    }

    private static bool IsForm(YamlMap map)
    {
        var keys = map.Entries().Select(e => e.Key).ToList();
        return keys.Count > 0 && keys.TrueForAll(FormKeys.Contains) && (keys.Contains("value") || keys.Contains("fields"));
    }

    private static TargetNode.Form? Form(YamlMap map, string path)
    {
        var (value, fields) = (map.Take("value"), map.Take("fields"));
        if (value is not null && fields is not null)
        {
            map.Problems.Add(map.Line, "mapping.yaml", "either 'value' or 'fields' may be given, not both", path);
            return null;
        }
        var when = Expression.Read(map.Take("when"), map.Problems, path);
        var each = Each(map.Take("each"), map.Problems);
        TargetNode? content = fields is not null
            ? map.AsMap(fields, $"'{path}'") is { } inner ? Members(inner, path) : null
            : Read(value!, map.Problems, path);
        return content is null ? null : new TargetNode.Form(when, each, Lets(map), map.Flag("keep", false), content, map.Line);
    }
}
