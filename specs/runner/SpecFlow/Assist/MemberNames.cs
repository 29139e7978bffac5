using System.Reflection;

namespace TechTalk.SpecFlow.Assist;

/// <summary>Which member a column means.</summary>
internal static class MemberNames
{
    public static string Normal(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '.'))).ToLowerInvariant();

    public static bool Means(string column, string? name, ICustomAttributeProvider member)
    {
        var wanted = Normal(column);
        return name is not null && Normal(name) == wanted
            || member.GetCustomAttributes(typeof(TableAliasesAttribute), true).Cast<TableAliasesAttribute>()
                .Any(a => a.Aliases.Any(alias => Normal(alias) == wanted));
    }

    public static PropertyInfo? Property(Type type, string column) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(p => p.GetIndexParameters().Length == 0 && Means(column, p.Name, p));

    public static InvalidOperationException Unknown(Type type, string column) => new(
        $"The column '{column}' is no property of {type.Name}; it has: {string.Join(", ", type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name))}.");
}
