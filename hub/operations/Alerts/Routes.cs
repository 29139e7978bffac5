using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mail;
using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Operations.Alerts;

/// <summary>Routes from their configuration.</summary>
public static class AlertRoutes
{
    /// <param name="post">Accepts a message and plans its deliveries; null: this process does not (the command line).</param>
    public static IReadOnlyList<IAlertRoute> Make(AlertsConfig? config, HubConfig hub, Func<Envelope, CancellationToken, ValueTask<AcceptResult>>? post, TimeProvider time) =>
        [.. (config?.Routes ?? []).Select<AlertRouteConfig, IAlertRoute>(r => r.Kind switch
        {
            "mail" => new MailRoute(r),
            "message" => new MessageRoute(r, hub.OrgUnit, post, time),
            _ => new WebHookRoute(r),
        })];

    public static string Title(AlertNotice n) => n.What == "raised" ? n.Alert.Words : $"over: {n.Alert.Words}";
}

/// <summary>A POST with the alert as JSON. Any answer of the two hundreds means that it has arrived.</summary>
internal sealed class WebHookRoute(AlertRouteConfig config) : IAlertRoute
{
    // One for all: it holds the connections, and hooks are few.
    private static readonly HttpClient Http = new();

    public string Name => config.Name;

    public string To => new Uri(config.Address).GetLeftPart(UriPartial.Authority);

    public Severity From => config.From;

    public async Task TellAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var a = notice.Alert;
        using var request = new HttpRequestMessage(HttpMethod.Post, config.Address)
        {
            Content = JsonContent.Create(new { what = notice.What, id = a.Id, rule = a.Rule, subject = a.Subject, system = a.System, severity = a.Severity.ToString().ToLowerInvariant(), words = a.Words, raisedAt = a.RaisedAt, endedAt = a.EndedAt, runbook = a.Rule }),
        };
        request.Headers.Add("Idempotency-Key", notice.Key);
        if (config.Credential is { Password: { } secret } credential)
            request.Headers.Authorization = credential.User is { } user ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{secret}"))) : new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await Http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}

/// <summary>An e-mail by SMTP.</summary>
internal sealed class MailRoute(AlertRouteConfig config) : IAlertRoute
{
    public string Name => config.Name;

    public string To => string.Join(", ", config.Recipients);

    public Severity From => config.From;

    public async Task TellAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var server = new Uri(config.Address);
        using var client = new SmtpClient(server.Host, server.Port > 0 ? server.Port : 25) { EnableSsl = config.StartTls };
        if (config.Credential is { User: { } user, Password: { } password })
            client.Credentials = new System.Net.NetworkCredential(user, password);
        var a = notice.Alert;
        using var mail = new MailMessage { From = new MailAddress(config.Sender), Subject = $"[{a.Severity.ToString().ToLowerInvariant()}] {AlertRoutes.Title(notice)}".ReplaceLineEndings(" "), SubjectEncoding = System.Text.Encoding.UTF8, BodyEncoding = System.Text.Encoding.UTF8 };
        foreach (var to in config.Recipients)
            mail.To.Add(to);
        mail.Headers.Add("Message-ID", $"<{notice.Key.Replace('/', '.')}@hub>");
        mail.Body = $"{AlertRoutes.Title(notice)}\n\nrule {a.Rule}, {a.Subject}\nraised {a.RaisedAt:u}{(a.EndedAt is { } ended ? $"\nended {ended:u}" : "")}\n\nhub alerts show {a.Id}\n{What(a.Rule)}";
        await client.SendMailAsync(mail, cancellationToken);
    }

    private static string What(string rule) => Runbook.Find(rule) is { } section ? $"\n{section.Title}\n{section.Means}\nDo: {section.Do}\nEnds: {section.Ends}\nhub runbook {rule}\n" : "";
}

/// <summary>
/// A warning in the box like any other: whoever subscribes to warnings hears of it, the core app's warning centre too. Told exactly once, by its duplicate key.
/// Missing files are left out: of these the hub raises a warning of its own already.
/// </summary>
internal sealed class MessageRoute(AlertRouteConfig config, string orgUnit, Func<Envelope, CancellationToken, ValueTask<AcceptResult>>? post, TimeProvider time) : IAlertRoute
{
    public string Name => config.Name;

    public string To => "WarningRaised@1";

    public Severity From => config.From;

    public async Task TellAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var a = notice.Alert;
        if (a.Rule == AlertRule.FileMissing)
            return;
        if (post is null)
            throw new InvalidOperationException("this process accepts no messages");
        var id = new WarningId($"alert:{a.Id}");
        object message = notice.What == "raised"
            ? new WarningRaised
            {
                WarningId = id, Kind = WarningKind.Interface, Severity = a.Severity, State = WarningState.Raised, Title = a.Words, Reasons = [$"alert {a.Rule} of {a.Subject}", $"look at it with hub alerts show {a.Id}"],
                OrgUnit = new OrgUnitCode(orgUnit), RaisedAt = a.RaisedAt, OccurredAt = a.RaisedAt,
            }
            : new WarningStateChanged { WarningId = id, State = WarningState.Closed, OccurredAt = a.EndedAt ?? a.RaisedAt };
        await post(Posting.Envelope(message, "hub", id.Value, $"{id.Value}/{notice.What}", time), cancellationToken);
    }
}
