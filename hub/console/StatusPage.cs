using System.Globalization;
using System.Net;
using System.Text;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Maintenance;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <summary>What the status page shows of a running node, read anew for each request.</summary>
public sealed record StatusSource(
    Func<HubConfig> Current, IMessageBoxOperations Operations, IEndpointStates States, ITransferLedger Transfers, INodes Nodes,
    Func<IReadOnlyDictionary<string, ChannelHealth>> Receivers, TimeProvider Time)
{
    /// <summary>Files that have an hour to come by.</summary>
    public ExpectedFiles Expected { get; } = new(Current, Transfers, Time);

    /// <summary>The configuration that runs now.</summary>
    public HubConfig Config => Current();
}

/// <summary>
/// One page that tells whether messages flow: every interface with its state and counts, the latest messages, files and failures. Read-only, plain
/// HTML without script; the operations console takes its place.
/// </summary>
public static class StatusPage
{
    public static void MapStatusPage(this IEndpointRouteBuilder routes, StatusSource source)
    {
        // A token, not the context, as parameter: with the context alone the lambda would count as a bare request delegate and its result be dropped.
        routes.MapGet("/", async (CancellationToken cancellationToken) => Html(await RenderAsync(source, cancellationToken)));
        routes.MapGet("/messages/{id}", async (string id, CancellationToken cancellationToken) =>
            MessageId.TryParse(id, out var message) && await source.Operations.GetAsync(message, cancellationToken) is { } detail
                ? Html(MessagePage.Render(detail, await source.Operations.GetPayloadsAsync(message, cancellationToken)))
                : Results.NotFound($"There is no message {id}."));
    }

    internal static string Page(string title, string body) => $$"""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{Text(title)}}</title>
        <style>
        body{font:14px/1.45 system-ui,"Noto Sans CJK SC",sans-serif;margin:0 auto;max-width:1200px;padding:1.2rem;color:#1f2937;background:#fafafa}
        h1{font-size:1.25rem;margin:0 0 .2rem}h2{font-size:1rem;margin:1.6rem 0 .4rem}p{margin:.2rem 0;color:#6b7280}
        table{border-collapse:collapse;width:100%;background:#fff;border:1px solid #e5e7eb}th,td{text-align:left;padding:.28rem .6rem;border-bottom:1px solid #eef0f3;vertical-align:top}
        th{font-weight:600;color:#6b7280;font-size:.85em}th,td:first-child,td.s{white-space:nowrap}th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}a{color:#1d4ed8;text-decoration:none}
        .ok{color:#15803d}.bad{color:#b91c1c}.wait{color:#b45309}pre{background:#fff;border:1px solid #e5e7eb;padding:.6rem;overflow:auto;max-height:28rem;white-space:pre-wrap;word-break:break-all}
        </style><body>{{body}}</body></html>
        """;

    internal static string Text(string? value) => WebUtility.HtmlEncode(value ?? "");

    private static IResult Html(string html) => Results.Content(html, "text/html; charset=utf-8");

    private static async Task<string> RenderAsync(StatusSource source, CancellationToken cancellationToken)
    {
        var now = source.Time.GetUtcNow();
        var body = new StringBuilder();
        body.Append($"<h1>Integration hub 集成平台</h1><p>Node {Text(source.Config.Node)} · {now.ToLocalTime():yyyy-MM-dd HH:mm:ss} · <a href=\"/\">refresh</a></p>");
        await InterfacesAsync(body, source, now, cancellationToken);
        await NodesTable.AppendAsync(body, source.Nodes, now, cancellationToken);
        await FailuresAsync(body, source, cancellationToken);
        await FilesAsync(body, source, cancellationToken);
        await MessagesAsync(body, source, now, cancellationToken);
        return Page("Integration hub", body.ToString());
    }

    private static async Task InterfacesAsync(StringBuilder body, StatusSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var figures = (await source.Operations.InterfaceFiguresAsync(now.AddDays(-1), cancellationToken)).ToLookup(f => f.Interface);
        var states = (await source.States.ListAsync(cancellationToken)).ToDictionary(s => s.Endpoint);
        var receivers = source.Receivers();
        var missing = (await source.Expected.LookAsync(cancellationToken)).Where(f => f.IsMissing).ToDictionary(f => f.Interface.Id, f => f.Words);
        body.Append("<h2>Interfaces, last 24 hours</h2><table><tr><th>interface<th>system<th>what<th>direction<th>channel<th>state<th class=n>received<th class=n>sent<th class=n>rejected<th class=n>parked<th class=n>unfinished</tr>");
        foreach (var i in source.Config.Interfaces)
        {
            // An outbound interface has figures of both directions: what it sent, and the answers that came in.
            var f = figures[i.Id].ToList();
            var (mark, word) = State(i.Id, states, receivers, missing);
            body.Append(CultureInfo.InvariantCulture, $"<tr><td><b>{Text(i.Id)}</b><td class=s>{Text(i.System)}<td>{Text(i.Summary)}<td>{(i.Direction == InterfaceDirection.In ? "→ hub" : "hub →")}<td>{i.Channel}<td class={mark}>{Text(word)}")
                .Append(CultureInfo.InvariantCulture, $"<td class=n>{f.Sum(x => x.Received):N0}<td class=n>{f.Sum(x => x.Sent):N0}<td class=n>{f.Sum(x => x.Rejected):N0}<td class=n>{f.Sum(x => x.Parked):N0}<td class=n>{f.Sum(x => x.Unfinished):N0}</tr>");
        }
        body.Append("</table>");
    }

    private static (string Mark, string Word) State(string id, Dictionary<string, EndpointState> states, IReadOnlyDictionary<string, ChannelHealth> receivers, Dictionary<string, string> missing)
    {
        if (states.GetValueOrDefault(id) is { Paused: true } paused)
            return ("wait", $"⏸ paused: {paused.PauseReason}");
        if (states.GetValueOrDefault(id)?.Circuits.FirstOrDefault(c => c.Status == CircuitStatus.Open) is { } open)
            return ("bad", $"✖ circuit open: {open.Reason}");
        if (receivers.GetValueOrDefault(id) is { Up: false } down)
            return ("bad", $"✖ down: {down.LastError}");
        return missing.TryGetValue(id, out var words) ? ("bad", $"✖ {words}") : ("ok", "✔ ok");
    }

    private static async Task FailuresAsync(StringBuilder body, StatusSource source, CancellationToken cancellationToken)
    {
        var groups = await source.Operations.SummariseParkedAsync(cancellationToken);
        if (groups.Count == 0)
            return;
        body.Append("<h2>Waiting for a person</h2><table><tr><th>where<th class=n>count<th>code<th>what<th>place<th>command</tr>");
        foreach (var g in groups)
            body.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(g.Subscriber)}<td class=n>{g.Count:N0}<td>{Text(g.Code)}<td>{Text(g.Message)}<td>{Text(g.Location)}<td><code>hub resume --group {Text(g.Fingerprint)}</code></tr>");
        body.Append("</table>");
    }

    private static async Task FilesAsync(StringBuilder body, StatusSource source, CancellationToken cancellationToken)
    {
        var files = await source.Transfers.ListAsync(new TransferQuery(Limit: 10), cancellationToken);
        if (files.Count == 0)
            return;
        body.Append("<h2>Files</h2><table><tr><th>interface<th>file<th>state<th class=n>records<th class=n>accepted<th class=n>rejected<th>why</tr>");
        foreach (var t in files)
            body.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(t.Key.Interface)}<td>{Text(t.Key.FileName)}<td>{t.State}<td class=n>{t.ExpectedRecords:N0}<td class=n>{t.Progress.Accepted:N0}<td class=n>{t.Progress.Rejected:N0}<td>{Text(t.Failure?.Message)}</tr>");
        body.Append("</table>");
    }

    private static async Task MessagesAsync(StringBuilder body, StatusSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var page = await source.Operations.SearchAsync(new MessageQuery { Limit = 25 }, cancellationToken);
        body.Append("<h2>Latest messages</h2><table><tr><th>message<th class=n>age<th>type<th>from<th>key<th>to</tr>");
        foreach (var m in page.Messages)
        {
            var to = string.Join(", ", m.Deliveries.Select(d => $"{Text(d.Subscriber)} <span class={(d.State == DeliveryState.Done ? "ok" : d.State == DeliveryState.Parked ? "bad" : "wait")}>{d.State}</span>"));
            body.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"/messages/{m.Id}\">{m.Id}</a><td class=n>{(now - m.ReceivedAt).TotalSeconds:N0} s<td>{Text(m.Type)}{(m.Count > 1 ? $" ×{m.Count}" : "")}<td>{Text(m.Interface ?? m.Source)}<td>{Text(m.BusinessKey)}<td>{to}</tr>");
        }
        body.Append("</table>");
    }
}
