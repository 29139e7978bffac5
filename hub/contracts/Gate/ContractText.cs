using System.Globalization;
using System.Text;

namespace Integration.Hub.Contracts;

/// <summary>A contract's form as text, one line per operation and field, parts between tabs: what is approved, and read well in a difference.</summary>
public static class ContractText
{
    public static string Write(ContractShape shape)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"contract\t{shape.Name}\n");
        foreach (var o in shape.Operations.OrderBy(o => o.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"operation\t{o.Name}\t{o.Request}\t{o.Answer}\t{string.Join(' ', o.Faults.Order(StringComparer.Ordinal))}\n");
        foreach (var d in shape.Documents.OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"document\t{d.Name}\t{(d.Flow == Flow.ToHub ? "to hub" : "from hub")}{(d.Positional ? "\tpositional" : "")}\n");
            foreach (var f in d.Fields.OrderBy(f => d.Positional ? "" : f.Path, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"\t{f.Path}\t{f.Type}\t{f.Occurs}{string.Concat(f.Facets.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"\t{x.Key}={Escape(x.Value)}"))}\n");
        }
        return text.ToString();
    }

    /// <exception cref="FormatException">The text is not one that <see cref="Write"/> made.</exception>
    public static ContractShape Read(string text)
    {
        var (name, operations, documents) = ("", new List<ContractOperation>(), new List<ContractDocument>());
        foreach (var parts in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')))
        {
            switch (parts)
            {
                case ["contract", var its]:
                    name = its;
                    break;
                case ["operation", var operation, var request, var answer, var faults]:
                    operations.Add(new ContractOperation(operation, request, answer.Length == 0 ? null : answer, faults.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
                    break;
                case ["document", var document, var flow, .. var rest]:
                    documents.Add(new ContractDocument(document, flow == "to hub" ? Flow.ToHub : Flow.FromHub, rest is ["positional"], new List<ContractField>()));
                    break;
                case ["", var path, var type, var occurs, .. var facets] when documents.Count > 0:
                    ((List<ContractField>)documents[^1].Fields).Add(Field(path, type, occurs, facets));
                    break;
                default:
                    throw new FormatException($"'{string.Join(' ', parts)}' is no line of a contract's form");
            }
        }
        return new ContractShape(name, operations, documents);
    }

    private static ContractField Field(string path, string type, string occurs, string[] facets)
    {
        var at = occurs.IndexOf("..", StringComparison.Ordinal);
        return new ContractField(path, type, int.Parse(occurs[..at], CultureInfo.InvariantCulture), occurs[(at + 2)..] == "*" ? null : int.Parse(occurs[(at + 2)..], CultureInfo.InvariantCulture),
            facets.Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => Unescape(f[1])));
    }

    private static string Escape(string value) => value.Replace("\\", @"\\").Replace("\t", @"\t").Replace("\n", @"\n").Replace("\r", @"\r");

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
            text.Append(value[i] != '\\' ? value[i] : value[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var c => c });
        return text.ToString();
    }
}
