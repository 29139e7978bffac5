namespace Integration.Hub.Contracts;

/// <summary>Operations and fields of a contract, as tables.</summary>
internal static class FormPage
{
    public static void Write(Html html, ContractShape shape, IReadOnlyCollection<string> configured)
    {
        foreach (var operation in shape.Operations.OrderBy(o => configured.Contains(o.Name) ? 0 : 1))
        {
            html.Raw($"<h3>{(configured.Contains(operation.Name) ? "" : "<span class=soft>")}").Text(operation.Name)
                .Raw(configured.Contains(operation.Name) ? "</h3>" : " <small>in the contract, not used by this interface</small></span></h3>");
            if (operation.Summary.Length > 0)
                html.Raw("<p>").Text(operation.Summary).Raw("</p>");
            html.Facts([("Request 请求", operation.Request), ("Answer 应答", operation.Answer ?? "none"), ("Declared faults 异常", string.Join(", ", operation.Faults))]);
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
