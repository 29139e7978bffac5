using System.Text.RegularExpressions;

namespace Integration.Hub.Contracts;

/// <param name="Note">What stands behind the code in the table's file.</param>
internal sealed record CodeRow(string Code, string Canonical, string Note);

internal sealed record CodeTablePage(string Name, string Title, IReadOnlyList<CodeRow> Rows);

/// <summary>Code tables that mappings use, with the notes that people wrote behind the codes: a YAML reader would drop these.</summary>
internal static partial class CodeTables
{
    public static IReadOnlyList<CodeTablePage> Of(IEnumerable<IMapping> mappings, string mappingsFolder) => [.. mappings
        .SelectMany(m => Uses().Matches(File.ReadAllText(ContractShapes.FileOf(m, mappingsFolder))).Select(u => u.Groups[1].Value))
        .Distinct().Select(name => Read(name, mappingsFolder)).OfType<CodeTablePage>()];

    private static CodeTablePage? Read(string name, string mappingsFolder)
    {
        var parts = name.Split('/', 2);
        var file = Path.Combine(mappingsFolder, parts[0], "codes", parts[1] + ".yaml");
        if (!File.Exists(file))
            return null;
        var (title, rows, inside) = ("", new List<CodeRow>(), false);
        foreach (var line in File.ReadLines(file))
        {
            if (line.StartsWith("title:", StringComparison.Ordinal))
                title = line["title:".Length..].Trim();
            else if (!line.StartsWith(' '))
                inside = line.StartsWith("codes:", StringComparison.Ordinal);
            else if (inside && Row().Match(line) is { Success: true } row)
                rows.Add(new CodeRow(row.Groups["code"].Value.Trim('"', '\''), row.Groups["to"].Value.Trim().Trim('"', '\''), row.Groups["note"].Value.Trim()));
        }
        return new CodeTablePage(name, title, rows);
    }

    [GeneratedRegex("""\bcode(?:_out)?\([^"]*"([a-z0-9-]+/[a-z0-9-]+)"\s*[,)]""")]
    private static partial Regex Uses();

    [GeneratedRegex("""^\s+(?<code>"[^"]*"|'[^']*'|[^:#\s]+)\s*:\s*(?<to>"[^"]*"|'[^']*'|[^#]*?)\s*(#\s*(?<note>.*))?$""")]
    private static partial Regex Row();
}
