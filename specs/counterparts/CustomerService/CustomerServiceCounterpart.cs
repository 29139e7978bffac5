using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <param name="HubAddress">Where the hub serves CS-1 and CS-2.</param>
/// <param name="WorkFolder">For its journal; null: in memory only.</param>
public sealed record CustomerServiceOptions(Uri HubAddress, string User, string Password, string? WorkFolder = null, TimeSpan? Timeout = null);

/// <summary>The customer service system 客服系统: asks for customers (CS-1), reports trouble (CS-2), checks the answers against its own books.</summary>
public sealed class CustomerServiceCounterpart : IDisposable
{
    private readonly SoapCaller _caller;
    private readonly XNamespace _ns;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, string> _tickets = [];
    private readonly ConcurrentDictionary<string, string> _reportedAt = [];
    private int _calls;

    public CustomerServiceCounterpart(CustomerServiceOptions options, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        var contract = WrittenContract.Load("customer-service.wsdl");
        _ns = contract.Namespace;
        _caller = new SoapCaller(options.HubAddress, contract, options.User, options.Password, _time, options.Timeout ?? TimeSpan.FromSeconds(30));
        Books = new Books(_time, options.WorkFolder is null ? null : Path.Combine(options.WorkFolder, "books.jsonl"));
    }

    public MoodBoard Moods { get; } = new();

    public Books Books { get; }

    /// <summary>Ticket numbers that the hub gave, by request id.</summary>
    public IReadOnlyDictionary<string, string> Tickets => _tickets;

    /// <summary>CS-1 by phone or circuit number.</summary>
    public async Task<CustomerAnswer> QueryAsync(string serviceNumber, SoapCallOptions? how = null, CancellationToken cancellationToken = default)
    {
        var id = $"query-{Interlocked.Increment(ref _calls)}-{serviceNumber}";
        var isCircuit = serviceNumber.Any(char.IsAsciiLetter);
        var request = new XElement(_ns + "QueryCustomer", new XElement(_ns + (isCircuit ? "circuitNo" : "phoneNumber"), serviceNumber));
        Books.Enter("CS-1", BookKind.Sent, id);
        var outcome = await _caller.CallAsync(request, Mooded("CS-1", how), cancellationToken);
        Book("CS-1", id, outcome);
        return AnswerOf(outcome);
    }

    /// <summary>CS-2. The same request id may be reported again: the same ticket number must come back.</summary>
    public async Task<TroubleAnswer> ReportAsync(TroubleReport report, SoapCallOptions? how = null, CancellationToken cancellationToken = default)
    {
        Books.Enter("CS-2", _reportedAt.ContainsKey(report.RequestId) ? BookKind.Repeated : BookKind.Sent, report.RequestId);
        var answer = await ReportOnceAsync(report, how, cancellationToken);
        if (Moods.Take("CS-2", MoodKind.Duplicate) is null)
            return answer;
        Books.Enter("CS-2", BookKind.Repeated, report.RequestId);
        return await ReportOnceAsync(report, how, cancellationToken);
    }

    public void Dispose()
    {
        _caller.Dispose();
        Books.Dispose();
    }

    private async Task<TroubleAnswer> ReportOnceAsync(TroubleReport report, SoapCallOptions? how, CancellationToken cancellationToken)
    {
        var outcome = await _caller.CallAsync(Request(report), Mooded("CS-2", how), cancellationToken);
        var ticketNo = outcome.Answer?.Element(_ns + "ticketNo")?.Value.Trim();
        var first = ticketNo is not null && _tickets.TryAdd(report.RequestId, ticketNo);
        if (ticketNo is null || first)
            Book("CS-2", report.RequestId, outcome);
        else
            Books.Enter("CS-2", _tickets[report.RequestId] == ticketNo ? BookKind.Duplicate : BookKind.Wrong, report.RequestId, note: $"first {_tickets[report.RequestId]}, now {ticketNo}");
        return new TroubleAnswer(ticketNo, outcome.Fault?.Element(_ns + "code")?.Value ?? outcome.FaultCode, outcome.Trouble, outcome.Took);
    }

    private XElement Request(TroubleReport report) => new(_ns + "ReportTrouble",
        new XElement(_ns + "requestId", report.RequestId),
        new XElement(_ns + "serviceNumber", report.ServiceNumber),
        new XElement(_ns + "type", report.Type),
        new XElement(_ns + "severity", report.Severity),
        new XElement(_ns + "description", report.Description),
        report.ContactName is null ? null : new XElement(_ns + "contactName", report.ContactName),
        report.ContactPhone is null ? null : new XElement(_ns + "contactPhone", report.ContactPhone),
        new XElement(_ns + "reportedAt", ReportedAt(report.RequestId)));

    // A repeat is the same request to the last byte: the time of the first report is kept.
    private string ReportedAt(string requestId) => _reportedAt.GetOrAdd(requestId,
        _ => _time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));

    private SoapCallOptions Mooded(string @interface, SoapCallOptions? how)
    {
        how ??= new SoapCallOptions();
        return Moods.Take(@interface, MoodKind.WrongEncoding) is null ? how : how with { Charset = "gb18030" };
    }

    private void Book(string @interface, string id, SoapOutcome outcome)
    {
        var kind = outcome switch
        {
            { Trouble: not null, Answer: null, FaultCode: null } => BookKind.Failed,
            { Trouble: not null } => BookKind.Wrong,
            { Answer: not null } => BookKind.Accepted,
            { Fault.Name.LocalName: "BusinessFault" } => BookKind.Rejected,
            _ => BookKind.Failed,
        };
        Books.Enter(@interface, kind, id, note: outcome.Trouble ?? outcome.FaultText);
    }

    private CustomerAnswer AnswerOf(SoapOutcome outcome)
    {
        var customer = outcome.Answer?.Element(_ns + "customer");
        var bill = outcome.Answer?.Element(_ns + "latestBill");
        IReadOnlyList<string> All(string element, string field) =>
            [.. (outcome.Answer?.Elements(_ns + element) ?? []).Select(e => e.Element(_ns + field)?.Value.Trim()).OfType<string>()];
        return new CustomerAnswer(
            customer is not null, Text(customer, "customerNo"), Text(customer, "name"), Text(customer, "level"), Text(customer?.Element(_ns + "manager"), "staffNo"),
            All("product", "serviceNumber"), All("openOrder", "orderNo"), All("openTicket", "ticketNo"), Text(bill, "billNo"),
            Text(bill, "due") is { } due ? long.Parse(due, CultureInfo.InvariantCulture) : null,
            outcome.Fault?.Element(_ns + "code")?.Value ?? outcome.FaultCode, outcome.Trouble, outcome.Took);
    }

    private string? Text(XElement? parent, string name) => parent?.Element(_ns + name)?.Value.Trim();
}
