using System.Text;

namespace Integration.Mappings.Functions;

/// <summary>The page <c>mappings/reference.md</c>, out of what the functions say of themselves.</summary>
internal static class ReferencePage
{
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("# Functions of the mapping language\n\n");
        page.Append("Generated from the functions' own documentation; every example runs as a test. How mappings are written is in [language.md](language.md).\n\n");
        page.Append("Functions of null give null unless they say otherwise. *Constant* arguments are written in the mapping itself.\n");
        foreach (var group in FunctionCatalog.Instance.All.GroupBy(f => f.Group))
        {
            page.Append($"\n## {group.Key}\n");
            foreach (var function in group) Function(page, function);
        }
        return page.ToString();
    }

    private static void Function(StringBuilder page, FunctionSpec function)
    {
        page.Append($"\n### {function.Name}\n`{function.Signature}` → {function.ReturnType}\n\n{function.Summary}\n");
        if (function.Parameters.Count > 0) page.Append('\n');
        foreach (var parameter in function.Parameters)
            page.Append($"- `{parameter.Name}` ({parameter.Type}{(parameter.Optional ? ", may be left out" : "")}): {parameter.Meaning}\n");
        page.Append("\n```\n");
        foreach (var example in function.Examples)
            page.Append(example.Result is not null ? $"{example.Expression}  →  {example.Result}\n" : $"{example.Expression}  →  error: … {example.Error} …\n");
        page.Append("```\n");
    }
}
