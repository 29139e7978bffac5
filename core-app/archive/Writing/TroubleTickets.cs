using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Trouble tickets: the report and how far it is.</summary>
internal static class TroubleTickets
{
    private static readonly Facet Report = Tables.TroubleTicket.Facets[0];

    /// <summary>Files the report, and tells everybody that the ticket is open, under the number given at intake.</summary>
    public static async Task ReportedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<ReportTrouble>> arrivals, CancellationToken cancellationToken)
    {
        await transaction.WriteAsync(Tables.TroubleTicket, arrivals.Select(Row), cancellationToken);
        foreach (var arrival in arrivals)
        {
            var t = arrival.Message;
            SearchKey[] keys = [new("ticket", t.TicketNo.Value), .. t.CustomerNo is { } c ? [new SearchKey("customer", c.Value)] : Array.Empty<SearchKey>(), .. t.ServiceNo is { } s ? [new SearchKey("phone", s.Value)] : Array.Empty<SearchKey>()];
            arrival.Post.Say(Raised(t), t.TicketNo.Value, $"raised:{t.TicketNo}", arrival.Id, arrival.Conversation, keys);
        }
    }

    private static TroubleTicketRaised Raised(ReportTrouble t) => new()
    {
        TicketNo = t.TicketNo,
        Kind = t.Kind,
        Severity = t.Severity,
        State = TicketState.Acknowledged,
        CustomerNo = t.CustomerNo,
        ServiceNo = t.ServiceNo,
        Description = t.Description,
        ContactName = t.ContactName,
        ContactPhone = t.ContactPhone,
        ReportedAt = t.ReportedAt,
        OccurredAt = t.ReportedAt,
    };

    public static Task RaisedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<TroubleTicketRaised>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.TroubleTicket, arrivals.Select(Row), cancellationToken);

    public static Task StateChangedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<TroubleTicketStateChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.TroubleTicket, arrivals.Select(Row), cancellationToken);

    private static object?[] Row(Arrival<ReportTrouble> arrival)
    {
        var t = arrival.Message;
        return
        [
            t.TicketNo.Value, WireNames.Of(t.Kind), WireNames.Of(t.Severity), arrival.Party(t.CustomerNo), t.ServiceNo?.Value, Key(t.ServiceNo), t.Description, t.ContactName, t.ContactPhone,
            t.ReportedAt, .. arrival.Stamp(t.ReportedAt),
            WireNames.Of(TicketState.Acknowledged), null, null, null, .. arrival.Stamp(t.ReportedAt),
        ];
    }

    private static object?[] Row(Arrival<TroubleTicketRaised> arrival)
    {
        var t = arrival.Message;
        return
        [
            t.TicketNo.Value, WireNames.Of(t.Kind), WireNames.Of(t.Severity), arrival.Party(t.CustomerNo), t.ServiceNo?.Value, Key(t.ServiceNo), t.Description, t.ContactName, t.ContactPhone,
            t.ReportedAt, .. arrival.Stamp(t.OccurredAt),
            WireNames.Of(t.State), t.PromisedAt, t.Solution, (long?)t.Satisfaction, .. arrival.Stamp(t.OccurredAt),
        ];
    }

    private static object?[] Row(Arrival<TroubleTicketStateChanged> arrival)
    {
        var t = arrival.Message;
        return
        [
            t.TicketNo.Value, .. new object?[Report.Columns.Count + Report.Stamp.Count],
            WireNames.Of(t.State), t.PromisedAt, t.Solution, null, .. arrival.Stamp(t.OccurredAt),
        ];
    }

    private static string? Key(ServiceNumber? number) => number is { } n ? ServiceKey.Of(n.Value) : null;
}
