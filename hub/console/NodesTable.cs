using System.Globalization;
using System.Text;

namespace Integration.Hub.OperationsConsole;

/// <summary>The nodes of the database, what each runs, and what it said to the last reload.</summary>
internal static class NodesTable
{
    public static async Task AppendAsync(StringBuilder body, INodes source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var nodes = await source.NodesAsync(cancellationToken);
        var last = await source.LastReloadAsync(cancellationToken);
        var running = nodes.Where(n => n.IsThere(now)).Select(n => n.Configuration).Distinct().Count();
        body.Append("<h2>Nodes 节点</h2>");
        if (running > 1)
            body.Append("<p class=bad>✖ The nodes run different configurations. 各节点配置不一致。Are their folders the same? Then: <code>hub config reload</code></p>");
        body.Append("<table><tr><th>node<th>address<th>state<th>configuration<th>since<th>last reload</tr>");
        foreach (var n in nodes)
            body.Append(CultureInfo.InvariantCulture, $"<tr><td>{Page(n.Name)}<td>{Page(n.Address)}<td class={(n.IsThere(now) ? "ok>✔ running" : "bad>✖ silent")}<td><code>{Page(n.Configuration)}</code><td>{n.TakenAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}<td>{Page(Said(last, n.Name))}</tr>");
        body.Append("</table>");
    }

    private static string Said(Reload? last, string node) => last?.Of(node) is { } answer ? $"{answer.At.ToLocalTime():yyyy-MM-dd HH:mm:ss} {answer.Verdict}{(answer.Said.Length > 0 ? ": " + answer.Said : "")}{(last.State == ReloadState.Refused && answer.Verdict == ReloadVerdict.Good ? $", not taken: {last.Reason}" : "")}" : "";

    private static string Page(string text) => StatusPage.Text(text);
}
