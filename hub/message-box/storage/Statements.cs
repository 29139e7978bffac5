using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>One named SQL statement with the parameters that it names, in the order of their numbers.</summary>
internal sealed record Statement(string Name, string Text, IReadOnlyList<string> Parameters);

/// <summary>
/// All SQL of one dialect, read from <c>sql/{dialect}/{name}.sql</c>. Both dialects have the same names, the same parameters'
/// meaning and the same result columns, so that one C# method serves both.
/// </summary>
internal sealed class Statements
{
    private static readonly Assembly Home = typeof(Statements).Assembly;

    private readonly FrozenDictionary<string, Statement> _byName;

    private Statements(FrozenDictionary<string, Statement> byName, IReadOnlyList<string> migrations) =>
        (_byName, Migrations) = (byName, migrations);

    public static Statements PostgreSql { get; } = Load("postgres", numbered: true);

    public static Statements Sqlite { get; } = Load("sqlite", numbered: false);

    /// <summary>The schema's steps; step n brings version n-1 to version n.</summary>
    public IReadOnlyList<string> Migrations { get; }

    public IEnumerable<string> Names => _byName.Keys;

    public Statement this[string name] => _byName.TryGetValue(name, out var statement)
        ? statement
        : throw new InvalidOperationException($"There is no SQL statement '{name}' in this dialect; expected sql/<dialect>/{name}.sql.");

    private static Statements Load(string dialect, bool numbered)
    {
        var prefix = $"sql/{dialect}/";
        var files = Home.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var migrations = files.Where(n => n.StartsWith(prefix + "migrations/", StringComparison.Ordinal)).Select(Read).ToList();
        var statements = files.Where(n => !n.Contains("/migrations/", StringComparison.Ordinal))
            .Select(n => Parse(Path.GetFileNameWithoutExtension(n), Read(n), numbered));
        return new Statements(statements.ToFrozenDictionary(s => s.Name), migrations);
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Numbered parameters spare PostgreSQL's driver from reading the SQL at every call; files keep the readable names.</summary>
    private static Statement Parse(string name, string sql, bool numbered)
    {
        var parameters = new List<string>();
        var text = new StringBuilder(sql.Length);
        foreach (var line in sql.Split('\n'))
        {
            var comment = line.IndexOf("--", StringComparison.Ordinal);
            AppendNumbered(comment < 0 ? line : line[..comment], text, parameters, numbered);
            text.Append('\n');
        }
        return new Statement(name, text.ToString().Trim(), parameters);
    }

    private static void AppendNumbered(string line, StringBuilder text, List<string> parameters, bool numbered)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '@')
            {
                text.Append(line[i]);
                continue;
            }
            var end = i + 1;
            while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] == '_'))
                end++;
            var name = line[(i + 1)..end];
            if (!parameters.Contains(name))
                parameters.Add(name);
            text.Append(numbered ? $"${parameters.IndexOf(name) + 1}" : $"@{name}");
            i = end - 1;
        }
    }
}
