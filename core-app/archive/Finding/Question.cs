using System.Data.Common;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Finding;

/// <summary>One statement with its parameters, while it is put together.</summary>
internal sealed class Question(SqlDialect dialect)
{
    // Sorts after every character that numbers and names have.
    private const string Last = "\uffff";

    public List<(string Name, object? Value)> Values { get; } = [];

    public Question With(string name, object? value)
    {
        Values.Add((name, value));
        return this;
    }

    public string Scope(Reach reach, string customer = "c") => Jurisdiction.Condition(reach, customer, Values);

    /// <summary>The column begins with the text; an index serves it.</summary>
    public string Begins(string column, string text)
    {
        var n = Values.Count;
        With($"from{n}", text).With($"upto{n}", text + Last);
        return $"{column} {{binary}} >= @from{n} AND {column} {{binary}} < @upto{n}";
    }

    /// <summary>The customer's name, or its initials, have the key in them; see <see cref="NameWords"/>.</summary>
    /// <param name="key">Not empty.</param>
    public string Named(string key) => $"c.customer_no IN ({NumbersNamed(key)})";

    /// <summary>The customer's number begins with what was typed, or the customer is so named.</summary>
    public string NumberedOrNamed(string text, string key) =>
        // A set, not two conditions joined by OR: the database would otherwise try every customer, and guess that none is left.
        $"c.customer_no IN (SELECT n.customer_no FROM {{t}}customer n WHERE {Begins("n.customer_no", text.ToUpperInvariant())} UNION {NumbersNamed(key)})";

    public Task<IReadOnlyList<T>> AskAsync<T>(DbConnection connection, string text, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        Sql.Tables(dialect).ReadAsync(connection, null, text, read, cancellationToken, [.. Values]);

    private string NumbersNamed(string key)
    {
        var named = Part("name_key", NameWords.Grams(key), key);
        return key.All(char.IsAsciiLetter) ? $"{named} UNION {Part("initials", NameWords.Grams(key, initials: true), key)}" : named;
    }

    // A few pairs narrow it down, the whole decides. The key has letters and digits only, so nothing in it means anything to LIKE.
    private string Part(string column, IReadOnlyList<string> grams, string key)
    {
        var n = Values.Count;
        var few = grams.Count <= 3 ? grams : [grams[0], grams[grams.Count / 2], grams[^1]];
        With($"like{n}", $"%{key}%");
        var of = string.Concat(few.Select((g, i) =>
        {
            With($"gram{n}x{i}", g);
            return $" AND f.customer_no IN (SELECT g.customer_no FROM {{t}}name_gram g WHERE g.gram = @gram{n}x{i})";
        }));
        return $"SELECT f.customer_no FROM {{t}}customer_find f WHERE f.{column} LIKE @like{n}{of}";
    }
}
