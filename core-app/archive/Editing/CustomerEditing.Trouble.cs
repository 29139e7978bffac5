using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>What the customer complains about, told to a person here instead of to customer service.</summary>
/// <param name="ServiceNo">One of the customer's own; null: it is about none.</param>
public sealed record TroubleEntry(string? Kind, string? Severity, string? ServiceNo, string? Description, string? ContactName, string? Phone);

public sealed partial class CustomerEditing
{
    // Tickets are numbered by the day as it is in China, wherever the hub runs.
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Numbers of tickets, shared with those that customer service reports; null: no tickets are made here.</summary>
    public Func<CancellationToken, ValueTask<long>>? NextTicket { get; init; }

    /// <summary>A fault, complaint or wish for support becomes a ticket, told to customer service like any other; the same request again makes nothing and tells the number.</summary>
    /// <exception cref="InvalidEntryException"></exception>
    public async Task<string> ReportAsync(string requestId, string customerNo, TroubleEntry entry, Editor editor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var check = new EntryCheck();
        var report = new ReportTrouble
        {
            TicketNo = new("-"),
            RequestId = new($"{editor.Name}:{requestId}"),
            Kind = check.Code<TroubleKind>("kind", entry.Kind),
            Severity = check.Code<Severity>("severity", entry.Severity),
            CustomerNo = new(customerNo),
            ServiceNo = check.Text("serviceNo", entry.ServiceNo, 60) is { } service ? new ServiceNumber(service) : null,
            Description = check.Text("description", entry.Description, 4000, required: true, lines: true) ?? "",
            ContactName = check.Text("contactName", entry.ContactName, 60),
            ContactPhone = check.Phone("phone", entry.Phone),
            ReportedAt = now,
        };
        check.Throw();
        var made = "";
        await write(async (transaction, cancel) =>
        {
            var of = new EntryTransaction(transaction, editor);
            if (await of.EarlierAsync(requestId, cancel) is { } earlier)
            {
                made = earlier;
                return;
            }
            if (report.ServiceNo is { } no && !await of.HasServiceAsync(customerNo, no.Value, cancel))
                throw new InvalidEntryException([new FieldProblem("serviceNo", "unknown", new Dictionary<string, string>())]);
            var number = await (NextTicket ?? throw new InvalidOperationException("nobody numbers tickets here"))(cancel);
            made = string.Create(CultureInfo.InvariantCulture, $"TT{now.ToOffset(China):yyyyMMdd}{number:D6}");
            await of.RememberAsync(requestId, made, now, cancel);
            await FileAsync(transaction, report with { TicketNo = new(made) }, customerNo, cancel);
            await editor.Note(transaction, "ticket.report", customerNo, null, new { ticketNo = made, entry.Kind, entry.ServiceNo }, cancel);
        }, cancellationToken);
        return made;
    }
}
