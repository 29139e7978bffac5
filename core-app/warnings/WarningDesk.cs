using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.CoreApp.Warnings.Store;
using Integration.Hub;

namespace Integration.CoreApp.Warnings;

/// <summary>What can be done with a warning.</summary>
public enum WarningAct
{
    Acknowledge,
    Handle,
    Close,
    Mute,
    Assign,
    Escalate,
}

/// <summary>Raises warnings, hands them up, and does with them what people want; in one of the box's transactions.</summary>
internal sealed class WarningDesk(WarningBook book, InBoxPost post, WorkingCalendar calendar, Func<string, CancellationToken, Task<string?>> superiorOf)
{
    public const string Nobody = "hub";

    private const string Told = "told:";

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(post.Now, calendar.Zone).DateTime);

    /// <summary>One cause, one warning: what was seen before is counted; what has become worse, or was muted until now, comes up again.</summary>
    public async Task RaiseAsync(IReadOnlyList<Finding> findings, MessageId message, string conversation, CancellationToken cancellationToken)
    {
        var found = findings.DistinctBy(f => f.Cause).ToList();
        var known = (await book.OfCausesAsync(found.Select(f => f.Cause), cancellationToken)).ToDictionary(w => w.Cause);
        var fresh = found.Where(f => !known.ContainsKey(f.Cause)).Select(f => (Finding: f, Row: New(f, message, conversation))).ToList();
        var added = await book.AddAsync([.. fresh.Select(f => f.Row)], cancellationToken);
        foreach (var (finding, row) in fresh.Where(f => added.Contains(f.Row.No)))
            await TellNewAsync(finding.Rule, row, Words(finding.Saw), message, cancellationToken);
        await book.SeenAsync([.. known.Values.Select(w => w.No), .. fresh.Select(f => f.Row.No).Where(n => !added.Contains(n))], post.Now, cancellationToken);
        foreach (var finding in found.Where(f => known.ContainsKey(f.Cause)))
            await SeenAgainAsync(known[finding.Cause], finding, message, cancellationToken);
    }

    /// <summary>Somebody else's warning: kept as it was told, once.</summary>
    public async Task KeepAsync(WarningRaised told, string source, MessageId message, string conversation, CancellationToken cancellationToken)
    {
        var saw = Saw.Of(told.Reasons.Select((r, i) => (i, r)).ToDictionary(r => $"reason{r.i + 1}", r => r.r));
        var row = new NewWarning(told.WarningId.Value, Told + told.WarningId, Told + source, told.Kind, told.Severity, new Title(told.Title, told.Title), JsonSerializer.Serialize(saw, WarningBook.Json), told.CustomerNo?.Value,
            null, null, told.OrderNo?.Value, told.OrgUnit.Value, told.Owner?.StaffId.Value, told.Owner?.StaffId.Value, post.Now, told.DueAt, message.ToString(), conversation);
        if ((await book.AddAsync([row], cancellationToken)).Count > 0)
            await book.NoteAsync(row.No, post.Now, Nobody, "raised", null, message.ToString(), cancellationToken);
    }

    /// <summary>Whoever raised it says how it stands; what is told of is not told again from here.</summary>
    public async Task FollowAsync(WarningStateChanged told, MessageId message, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(told.WarningId.Value, cancellationToken) is not { } w || !w.Rule.StartsWith(Told, StringComparison.Ordinal) || w.State == told.State)
            return;
        await book.ChangeAsync(w with { State = told.State }, post.Now, cancellationToken);
        await book.NoteAsync(w.No, post.Now, told.Handling?.Staff.Value ?? Nobody, told.State == WarningState.Closed ? "ended" : "followed", told.Handling?.Text, message.ToString(), cancellationToken);
    }

    /// <summary>Silence that has run out; what was not handled meanwhile comes up again, and goes up in its turn.</summary>
    public async Task UnmuteAsync(DateOnly day, RuleLibrary rules, MessageId message, CancellationToken cancellationToken)
    {
        foreach (var muted in await book.MutedUntilAsync(day, cancellationToken))
        {
            await MoveAsync(muted with { State = WarningState.Raised, MutedUntil = null }, Nobody, "muted.over", null, message, cancellationToken);
            if (rules.Find(muted.Rule) is { } rule)
                RemindOfEscalations(rule, muted.No, (int)muted.Level, $"{day:yyyy-MM-dd}:", message, muted.Conversation);
        }
    }

    /// <summary>What it was about is over.</summary>
    public async Task EndAsync(Ending end, MessageId message, CancellationToken cancellationToken)
    {
        foreach (var open in await book.OpenOfAsync(end.Cause, end.OrderNo, cancellationToken))
            await MoveAsync(open with { State = WarningState.Closed }, Nobody, end.What, end.Note, message, cancellationToken);
    }

    /// <summary>Hands it to the next one above, if nobody has closed it.</summary>
    public async Task EscalateAsync(string no, long level, MessageId message, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(no, cancellationToken) is { IsClosed: false } open && open.State != WarningState.Suppressed && open.Level < level)
            await UpAsync(open, Nobody, null, message, cancellationToken);
    }

    /// <summary>Null: done. Else why not, as a stable code.</summary>
    public async Task<string?> ActAsync(string no, WarningAct act, string who, string? note, DateOnly? until, string? owner, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(no, cancellationToken) is not { } w)
            return "not.found";
        if (w.IsClosed)
            return act == WarningAct.Close ? null : "warning.closed";
        switch (act)
        {
            case WarningAct.Acknowledge when w.State != WarningState.Raised:
                return null;
            case WarningAct.Acknowledge:
                await MoveAsync(w with { State = WarningState.Acknowledged, Owner = w.Owner ?? who }, who, "acknowledged", note, null, cancellationToken);
                return null;
            case WarningAct.Handle:
                await MoveAsync(w with { State = WarningState.Handling, MutedUntil = null, Owner = w.Owner ?? who }, who, "handled", note, null, cancellationToken);
                return null;
            case WarningAct.Close:
                await MoveAsync(w with { State = WarningState.Closed }, who, "closed", note, null, cancellationToken);
                return null;
            case WarningAct.Mute when until is null || until <= Today:
                return "warning.mute-day";
            case WarningAct.Mute:
                await MoveAsync(w with { State = WarningState.Suppressed, MutedUntil = until }, who, "muted", note, null, cancellationToken);
                return null;
            case WarningAct.Assign:
                await MoveAsync(w with { Owner = owner }, who, "assigned", note is null ? owner : $"{owner}: {note}", null, cancellationToken);
                return null;
            default:
                await UpAsync(w, who, note, null, cancellationToken);
                return null;
        }
    }

    /// <summary>The same cause has the same number on every node.</summary>
    public static string NumberOf(string cause) => "W" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cause)))[..16];

    private NewWarning New(Finding f, MessageId message, string conversation) => new(NumberOf(f.Cause), f.Cause, f.Rule.Code, f.Rule.Kind, f.Severity ?? f.Rule.Severity, f.Says, JsonSerializer.Serialize(f.Saw, WarningBook.Json),
        f.Customer.CustomerNo, f.Customer.Name, f.Customer.Level, f.OrderNo, f.Customer.OrgUnit, f.Customer.ManagerId, f.Customer.ManagerId, post.Now, calendar.Add(post.Now, TimeSpan.FromHours(f.Rule.DueHours)),
        message.ToString(), conversation);

    private async Task TellNewAsync(WarningRule rule, NewWarning row, IReadOnlyList<string> reasons, MessageId message, CancellationToken cancellationToken)
    {
        await book.NoteAsync(row.No, post.Now, Nobody, "raised", null, row.Message, cancellationToken);
        post.Say(new WarningRaised
        {
            WarningId = new(row.No), Kind = row.Kind, Severity = row.Severity, State = WarningState.Raised, Title = row.Says.Zh, Reasons = reasons, CustomerNo = row.CustomerNo is { } no ? new CustomerNumber(no) : null,
            OrderNo = row.OrderNo is { } order ? new OrderNumber(order) : null, OrgUnit = new(row.OrgUnit), RaisedAt = row.RaisedAt, DueAt = row.DueAt, OccurredAt = post.Now,
        }, row.No, $"warning:{row.No}", message, row.Conversation, Keys(row.No, row.CustomerNo));
        RemindOfEscalations(rule, row.No, 0, "", message, row.Conversation);
    }

    /// <param name="from">Level at which it is.</param>
    /// <param name="again">Tells the reminders of a second beginning from those of the first.</param>
    private void RemindOfEscalations(WarningRule rule, string no, int from, string again, MessageId message, string conversation)
    {
        for (var level = from; level < rule.EscalateHours.Count; level++)
            post.Remind(new WarningEscalationDue { WarningId = new(no), Level = level + 1, OccurredAt = post.Now }, WarningsSubscriber.Subscriber, no, $"escalate:{again}{no}:{level + 1}", message, conversation,
                calendar.Add(post.Now, TimeSpan.FromHours(rule.EscalateHours[level])));
    }

    private async Task SeenAgainAsync(StoredWarning w, Finding finding, MessageId message, CancellationToken cancellationToken)
    {
        var severity = finding.Severity ?? finding.Rule.Severity;
        if (severity > w.Severity)
        {
            await book.SaysAsync(w.No, finding.Says, JsonSerializer.Serialize(finding.Saw, WarningBook.Json), cancellationToken);
            await MoveAsync(w with { Severity = severity, State = w.IsClosed || w.State == WarningState.Suppressed ? WarningState.Raised : w.State, MutedUntil = null }, Nobody, "worse", finding.Says.Zh, message, cancellationToken);
        }
        else if (w.State == WarningState.Suppressed && w.MutedUntil < Today)
            await MoveAsync(w with { State = WarningState.Raised, MutedUntil = null }, Nobody, "muted.over", null, message, cancellationToken);
    }

    private async Task UpAsync(StoredWarning w, string who, string? note, MessageId? message, CancellationToken cancellationToken)
    {
        var above = w.Owner is { } owner ? await superiorOf(owner, cancellationToken) : null;
        await MoveAsync(w with { Level = w.Level + 1, Owner = above ?? w.Owner }, who, "escalated", note ?? above, message, cancellationToken);
    }

    private async Task MoveAsync(StoredWarning w, string who, string what, string? note, MessageId? message, CancellationToken cancellationToken)
    {
        await book.ChangeAsync(w, post.Now, cancellationToken);
        await book.NoteAsync(w.No, post.Now, who, what, note, message?.ToString(), cancellationToken);
        post.Say(new WarningStateChanged { WarningId = new(w.No), State = w.State, Handling = new HandlingEntry { At = post.Now, Staff = new(who), Text = note is null ? what : $"{what}: {note}" }, OccurredAt = post.Now },
            w.No, $"warning:{w.No}:{w.Revision + 1}", message, w.Conversation, Keys(w.No, w.CustomerNo));
    }

    private static List<string> Words(Saw saw) => [.. saw.Values.Select(v => v.Threshold is { } t ? $"{v.Name} {v.Value} (≥ {t})" : $"{v.Name} {v.Value}")];

    private static SearchKey[] Keys(string no, string? customer) => customer is null ? [new("warning", no)] : [new("warning", no), new("customer", customer)];
}
