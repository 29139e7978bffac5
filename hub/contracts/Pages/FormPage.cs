namespace Integration.Hub.Contracts;

/// <summary>Operations and fields of a contract, as tables.</summary>
internal static class FormPage
{
    public static void Write(Html html, ContractShape shape, IReadOnlyCollection<string> configured)
    {
        if (shape.Operations.Count > 0)
        {
            html.Head("operation 操作", "request 请求", "answer 应答", "declared faults 异常", "meaning 含义");
            foreach (var o in shape.Operations.OrderBy(o => configured.Contains(o.Name) ? 0 : 1))
                html.Raw(configured.Contains(o.Name) ? "<tr class=req><td class=f><b>" : "<tr class=opt><td class=f><b>").Text(o.Name).Raw("</b><td class=o>").Text(o.Request).Raw("<td class=o>").Text(o.Answer ?? "none")
                    .Raw("<td class=r>").Text(string.Join(", ", o.Faults)).Raw("<td>").Text(configured.Contains(o.Name) ? o.Summary : $"{o.Summary} (in the contract, not called as such by this interface)".Trim()).Raw("</tr>");
            html.End();
        }
        foreach (var document in shape.Documents.Where(d => d.Name is not (LayoutShape.Made or LayoutShape.Taken)))
            Document(html, document);
    }

    private static void Document(Html html, ContractDocument document)
    {
        html.Raw("<h3>").Text(document.Name).Raw($" <span class=\"tag {(document.Flow == Flow.ToHub ? "in-tag\">→ hub" : "out-tag\">hub →")}</span></h3>");
        if (document.Summary.Length > 0)
            html.Raw("<p>").Text(document.Summary).Raw("</p>");
        html.Head("field 字段", "type 类型", "occurs 次数", "rules 规则", "meaning 含义");
        foreach (var field in document.Fields)
        {
            var depth = field.Path.Count(c => c == '/');
            var name = field.Path[(field.Path.LastIndexOf('/') + 1)..];
            html.Raw(field.Min > 0 ? "<tr class=req>" : "<tr class=opt>")
                .Raw($"<td class=f><span class=in>{string.Concat(Enumerable.Repeat("· ", depth))}</span><b>").Text(name).Raw("</b>")
                .Raw("<td class=o>").Text(field.Type).Raw("<td class=o>").Text(field.Occurs)
                .Raw("<td class=r>").Text(string.Join("; ", field.Facets.Select(f => Rule(f.Key, f.Value)))).Raw("<td>").Text(field.Summary).Raw("</tr>");
        }
        html.End();
    }

    private static string Rule(string name, string value) => name switch
    {
        "values" => "one of " + value.Replace("|", ", "),
        "oneOf" => "one of these: " + value.Replace("|", ", "),
        "maxLength" => $"at most {value} characters",
        "minLength" => $"at least {value} characters",
        "minimum" or "minInclusive" => $"from {value}",
        "maximum" or "maxInclusive" => $"to {value}",
        "pattern" => $"matches {value}",
        "position" => $"field {value}",
        "at" => $"byte {value}",
        "length" => $"{value} bytes",
        "const" or "is" => $"always {value}",
        _ => $"{name} {value}",
    };
}
