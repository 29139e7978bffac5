namespace Integration.Hub.Contracts;

/// <summary>All interfaces by system.</summary>
internal static class IndexPage
{
    public static byte[] Write(ContractSources sources)
    {
        var html = new Html().Raw("<h1>Interface contracts 接口合同</h1><p>What each system sends to the hub 集成平台 and gets from it: form, codes, samples, times, and what happens when something goes wrong. ")
            .Raw("Made from the contracts, mappings and features that the hub itself runs on, so it says what is so.</p>");
        foreach (var system in sources.Systems)
        {
            html.Heading(system.Id, system.Name).Head("interface 接口", "what 内容", "direction 方向", "channel 通道", "contract 合同", "messages 消息");
            foreach (var i in system.Interfaces)
            {
                html.Raw($"<tr><td class=f><a href=\"{system.Id}/{i.Id}.html\"><b>").Text(i.Id).Raw("</b></a><td>").Text(i.Summary)
                    .Raw(i.Direction == InterfaceDirection.In ? "<td><span class=\"tag in-tag\">→ hub</span>" : "<td><span class=\"tag out-tag\">hub →</span>")
                    .Raw("<td>").Text(i.Channel).Raw("<td class=r>");
                if (i.Contract is { } file)
                    html.Raw($"<a href=\"files/{system.Id}/{Uri.EscapeDataString(Path.GetFileName(file))}\">").Text(Path.GetFileName(file)).Raw("</a>");
                html.Raw("<td class=r>").Text(string.Join(", ", sources.MessagesOf(i))).Raw("</tr>");
            }
            html.End();
        }
        return html.Page("Interface contracts 接口合同", "");
    }
}
