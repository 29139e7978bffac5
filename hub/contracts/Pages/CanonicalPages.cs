using Integration.CanonicalModel;
using Integration.CanonicalModel.Publishing;
using Integration.CanonicalModel.Shapes;

namespace Integration.Hub.Contracts;

/// <summary>The canonical messages, for subscribers: what there is, and the form of each.</summary>
internal static class CanonicalPages
{
    public static byte[] Index()
    {
        var html = new Html().Raw("<h1>Canonical messages 标准消息</h1><p>What the hub says inside, and to subscribers in canonical JSON or XML. Every message has a JSON Schema and an XSD.</p>");
        foreach (var kind in CanonicalCatalog.Messages.GroupBy(m => m.Kind).OrderBy(g => g.Key))
        {
            html.Heading(kind.Key.ToString().ToLowerInvariant(), kind.Key switch { MessageKind.Fact => "Facts 事实", MessageKind.Command => "Commands 命令", MessageKind.Query => "Queries 查询", _ => "Replies 应答" });
            html.Head("message 消息", "what 含义", "interfaces 接口").Each(kind, m => html.Raw($"<tr><td class=f><a href=\"canonical/{FileName(m)}.html\">").Text(m.ToString()).Raw("</a><td>").Text(m.Summary)
                .Raw("<td class=o>").Text(string.Join(" ", CanonicalCatalog.InterfacesOf(m))).Raw("</tr>")).End();
        }
        return html.Page("Canonical messages", "");
    }

    public static byte[] Page(MessageShape message)
    {
        var html = new Html().Raw("<h1>").Text(message.ToString()).Raw("</h1><p>").Text(message.Summary).Raw($"</p><p><a href=\"../files/canonical/{FileName(message)}.json\">JSON Schema</a> · <a href=\"../files/canonical/{FileName(message)}.xsd\">XSD</a></p>");
        var schema = JsonSchemaShape.Of(message.ToString(), JsonSchema.Of(message), Flow.FromHub);
        FormPage.Write(html, schema, []);
        return html.Page(message.ToString(), "../");
    }

    public static string FileName(MessageShape message) => $"{message.Type}.v{message.Version}";
}
