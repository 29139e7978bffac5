using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>
/// The circuits as resource management reports them each night: kept, and compared with the archive. What differs, what is only there and what is
/// only here is listed for a person; nothing of it is taken by itself.
/// </summary>
internal static class CircuitReports
{
    private const string Entity = "circuit";
    public const string Presence = "presence";
    public const string Here = "in service";

    private static readonly string[] Compared = ["customer_no", "service_no", "state", "bandwidth_kbps", "a_end", "z_end", "route"];
    private static readonly char[] AroundNumbers = ['<', '>', '"', '\'', '=', ',', ';', '|', '\n', '\r', '\t'];

    public static async Task ReportedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CircuitReported>> arrivals, CancellationToken cancellationToken)
    {
        var circuits = arrivals.Where(a => a.Message is { Kind: ResourceKind.Circuit, CircuitNo: not null }).ToList();
        var rows = circuits.Select(Row).ToList();
        await transaction.WriteAsync(Tables.CircuitReport, rows, cancellationToken);
        var ours = await MixedReader.LockAsync(transaction, Tables.Circuit, [.. rows.DistinctBy(r => r[0]).OrderBy(r => (string)r[0]!, StringComparer.Ordinal)], cancellationToken);
        foreach (var (arrival, row) in circuits.Zip(rows))
            await CompareAsync(transaction, arrival, row, ours.GetValueOrDefault((string)row[0]!), cancellationToken);
        foreach (var report in circuits.GroupBy(a => (a.System, a.Message.OccurredAt)))
        {
            // One reminder per report, however many messages it comes in; a circuit that comes later still closes its own line.
            var last = report.Last();
            last.Post.Remind(new CircuitReportEnded { System = new(report.Key.System), OccurredAt = report.Key.OccurredAt }, $"circuit-report:{report.Key.System}",
                $"circuit-report:{report.Key.System}:{Sql.Sortable(Sql.Micro(report.Key.OccurredAt))}", last.Id, last.Conversation, last.Post.Now + ArchivePost.ReportSettles);
        }
    }

    /// <summary>Circuits in service here that the latest report does not have. One that stands in it and could not be read went back to its sender and is not missing.</summary>
    public static async Task EndedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CircuitReportEnded>> arrivals, CancellationToken cancellationToken)
    {
        foreach (var arrival in arrivals)
        {
            var said = arrival.Said(arrival.Message.OccurredAt) with { Source = arrival.Message.System.Value };
            var rejected = await RejectedAsync(arrival, cancellationToken);
            foreach (var (circuit, customer, ours) in (await MissingAsync(transaction, arrival.Message.OccurredAt, cancellationToken)).Where(m => !rejected.Contains(ServiceKey.Of(m.Circuit))))
                await Differences.WriteAsync(transaction, new Difference(Entity, circuit, Presence, customer), said, "not in the report", ours, Here, cancellationToken);
        }
    }

    // The reason why it could not be read may be anywhere in the record, so its number is looked for among all that the record holds.
    private static async Task<HashSet<string>> RejectedAsync(Arrival<CircuitReportEnded> arrival, CancellationToken cancellationToken)
    {
        var records = arrival.Post.Rejected is { } ask ? await ask(arrival.Conversation, cancellationToken) : [];
        return [.. records.SelectMany(r => r.Split(AroundNumbers, StringSplitOptions.RemoveEmptyEntries)).Select(ServiceKey.Of)];
    }

    private static async Task CompareAsync(IInBoxTransaction transaction, Arrival<CircuitReported> arrival, object?[] reported, object?[]? ours, CancellationToken cancellationToken)
    {
        var circuit = (string)reported[0]!;
        var said = arrival.Said(arrival.Message.OccurredAt);
        Difference Of(string attribute) => new(Entity, circuit, attribute, (string?)ours?[Tables.Circuit.At("customer_no")] ?? (string?)reported[Tables.CircuitReport.At("customer_no")]);
        // A retired circuit that the archive does not have either is no difference.
        var there = arrival.Message.State != ResourceState.Retired;
        var agreed = ours is not null || !there;
        await Differences.WriteAsync(transaction, Of(Presence), said, agreed ? Here : "in the report", said, ours is null ? "not in the archive" : Here, cancellationToken, agrees: agreed);
        if (ours is null)
            return;
        var facet = Tables.Circuit.Facets[0];
        var stamp = Said.Of(Tables.Circuit, facet, ours)!;
        var sources = Sources.Read((string?)ours[Tables.Circuit.At(facet.Sources)]);
        foreach (var column in facet.Columns.Where(c => Compared.Contains(c.Name)))
        {
            var (mine, theirs) = (Shown(column, ours[Tables.Circuit.At(column.Name)]), reported[Tables.CircuitReport.At(column.Name)]);
            // The archive has routes only of what was assigned through it.
            if (theirs is null || (mine is null && column.Name == "route"))
                continue;
            await Differences.WriteAsync(transaction, Of(column.Attribute), said, Differences.Text(theirs), sources.Of(column.Name) ?? stamp, Differences.Text(mine), cancellationToken,
                agrees: mine is not null && Same(column, mine, theirs),
                settles: (sources.Of(column.Name) ?? stamp).Accepted is null || arrival.Rules.Rank(Entity, column.Attribute, arrival.System) == 0);
        }
    }

    // Assigned and not built is what resource management calls reserved.
    private static object? Shown(Column column, object? mine) => column.Name == "state" ? mine ?? WireNames.Of(ResourceState.Reserved) : mine;

    // Whom to ask on site and which port it is stand in the order, and resource management does not tell them: the place is compared.
    private static bool Same(Column column, object mine, object theirs)
    {
        if (column.Name is not ("a_end" or "z_end"))
            return Merge.Same(column, mine, theirs);
        var (here, there) = (JsonColumn.Read<ServiceEnd>((string)mine)!, JsonColumn.Read<ServiceEnd>((string)theirs)!);
        return here.Address.Trim() == there.Address.Trim() && (here.AreaCode is null || there.AreaCode is null || here.AreaCode == there.AreaCode);
    }

    private static object?[] Row(Arrival<CircuitReported> arrival)
    {
        var c = arrival.Message;
        return
        [
            c.CircuitNo!.Value.Value, c.ResourceId.Value, arrival.Party(c.CustomerNo), c.ServiceNo?.Value, WireNames.Of(c.State), c.BandwidthKbps, JsonColumn.Of(c.AEnd), JsonColumn.Of(c.ZEnd),
            c.Route.Count == 0 ? null : JsonColumn.List(c.Route), .. arrival.Stamp(c.OccurredAt),
        ];
    }

    // The other end of a customer's circuit, which a peer has built for a part of the order, stands in the report of the peer's resource management and not in ours:
    // of such an order only its end is known here, not that it was placed.
    private static async Task<List<(string Circuit, string? Customer, Said Ours)>> MissingAsync(IInBoxTransaction transaction, DateTimeOffset asAt, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(transaction.Dialect, """
            SELECT c.circuit_no, c.customer_no, c.installed_at, c.installed_source, c.installed_message
            FROM {t}circuit c LEFT JOIN {t}circuit_report r ON r.circuit_no = c.circuit_no
            WHERE c.state = 'inService' AND c.installed_at < @asAt AND (r.report_at IS NULL OR r.report_at < @asAt)
              AND NOT EXISTS (SELECT 1 FROM {t}product_order o WHERE o.order_no = c.order_no AND o.placed_at IS NULL)
            ORDER BY c.circuit_no
            """));
        command.AddInstant(transaction.Dialect, "@asAt", asAt);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var missing = new List<(string, string?, Said)>();
        while (await row.ReadAsync(cancellationToken))
            missing.Add((row.Text("circuit_no")!, row.Text("customer_no"), new Said(row.Text("installed_source") ?? "", row.Instant("installed_at")!.Value, 0, 1, row["installed_message"].ToString()!)));
        return missing;
    }
}
