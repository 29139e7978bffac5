using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Archive.Writing;

namespace Integration.CoreApp.Archive.Queries;

/// <summary>What else an overview holds, asked in one round trip: products, orders, tickets, latest bill.</summary>
internal static class OverviewStatements
{
    // The customer under every number that systems call it by.
    private const string Numbers = "(SELECT party_no FROM {t}party WHERE root_no = @customer UNION SELECT @customer)";

    public const string All = $$"""
        -- A service that came under several of the customer's numbers is one: as it was installed last, and as it was sold last.
        WITH mine AS (
          SELECT *, ROW_NUMBER() OVER (PARTITION BY service_key ORDER BY installed_at DESC, customer_no) AS installed_nth,
            ROW_NUMBER() OVER (PARTITION BY service_key ORDER BY CASE WHEN profile_at IS NULL THEN 1 ELSE 0 END, profile_at DESC, customer_no) AS sold_nth
          FROM {t}product
          WHERE customer_no IN {{Numbers}}
        )
        SELECT s.product_id, i.service_no, i.offering, i.offering_name, i.status, i.circuit_no, i.bandwidth_kbps, i.a_end, i.z_end, s.monthly_fen, s.currency, i.started_on,
               COUNT(*) OVER () AS products
        FROM mine i JOIN mine s ON s.service_key = i.service_key AND s.sold_nth = 1
        WHERE i.installed_nth = 1
        ORDER BY CASE WHEN i.service_key = @key OR i.circuit_key = @key THEN 0 WHEN i.status = 'terminated' THEN 2 ELSE 1 END, i.service_no
        LIMIT @most;

        SELECT work_order_no, order_no, type, state, service_no, due_at, COALESCE(progress_at, ordered_at) AS changed_at, note
        FROM {t}work_order
        WHERE customer_no IN {{Numbers}} AND (state IS NULL OR state NOT IN ('completed', 'cancelled'))
        ORDER BY work_order_no
        LIMIT 50;

        SELECT ticket_no, kind, severity, state, service_no, reported_at, promised_at
        FROM {t}trouble_ticket
        WHERE customer_no IN {{Numbers}} AND state NOT IN ('closed', 'cancelled', 'rejected', 'resolved')
        UNION
        SELECT t.ticket_no, t.kind, t.severity, t.state, t.service_no, t.reported_at, t.promised_at
        FROM {t}product p JOIN {t}trouble_ticket t ON t.service_key = p.service_key
        WHERE p.customer_no IN {{Numbers}} AND p.status <> 'terminated' AND t.customer_no IS NULL AND t.state NOT IN ('closed', 'cancelled', 'rejected', 'resolved')
        ORDER BY ticket_no
        LIMIT 50;

        SELECT bill_no, account_no, period, due_fen, paid_fen, arrears_fen, currency, state, due_date
        FROM {t}customer_bill
        WHERE bill_no IN (
          SELECT (SELECT b.bill_no FROM {t}customer_bill b WHERE b.customer_no = numbers.no ORDER BY b.period DESC, b.bill_at DESC, b.bill_no DESC LIMIT 1)
          FROM (SELECT party_no AS no FROM {t}party WHERE root_no = @customer UNION SELECT @customer) AS numbers
        )
        ORDER BY period DESC, bill_at DESC, bill_no DESC
        LIMIT 1;
        """;

    public static async Task<CustomerOverview> ReadAsync(DbDataReader rows, CustomerOverview head, CancellationToken cancellationToken)
    {
        long count = 0;
        var products = await ListAsync(rows, r => ProductLine(r, out count), cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        var orders = await ListAsync(rows, OpenOrder, cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        var tickets = await ListAsync(rows, OpenTicket, cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        var bills = await ListAsync(rows, BillLine, cancellationToken);
        return head with { Products = products, ProductCount = (int)count, OpenOrders = orders, OpenTickets = tickets, LatestBill = bills.FirstOrDefault() };
    }

    private static async Task<IReadOnlyList<T>> ListAsync<T>(DbDataReader rows, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            all.Add(read(rows));
        return all;
    }

    private static ProductLine ProductLine(DbDataReader row, out long count)
    {
        count = row.Whole("products") ?? 0;
        var service = row.Text("service_no")!;
        return new ProductLine
        {
            // A product that 97 reported before the core app knew it has no id of its own yet.
            ProductId = new(row.Text("product_id") ?? service),
            ServiceNo = new(service),
            Offering = row.Text("offering") is { } offering ? new OfferingCode(offering) : null,
            OfferingName = row.Text("offering_name"),
            Status = Codes.Read<ProductStatus>(row.Text("status")),
            CircuitNo = row.Text("circuit_no") is { } circuit ? new CircuitNumber(circuit) : null,
            BandwidthKbps = row.Whole("bandwidth_kbps"),
            AAddress = JsonColumn.Read<ServiceEnd>(row.Text("a_end"))?.Address,
            ZAddress = JsonColumn.Read<ServiceEnd>(row.Text("z_end"))?.Address,
            MonthlyFee = row.Whole("monthly_fen") is { } fen ? new Money(fen, row.Text("currency")!) : null,
            StartedOn = row.Day("started_on"),
        };
    }

    private static OpenOrder OpenOrder(DbDataReader row) => new()
    {
        OrderNo = new(row.Text("order_no")!),
        WorkOrderNo = new(row.Text("work_order_no")!),
        Type = Codes.Read<WorkOrderType>(row.Text("type")),
        State = row.Text("state") ?? WireNames.Of(WorkOrderState.Created),
        ServiceNo = row.Text("service_no") is { } service ? new ServiceNumber(service) : null,
        DueAt = row.Instant("due_at"),
        ChangedAt = row.Instant("changed_at")!.Value,
        Note = row.Text("note"),
    };

    private static OpenTicket OpenTicket(DbDataReader row) => new()
    {
        TicketNo = new(row.Text("ticket_no")!),
        Kind = Codes.Read<TroubleKind>(row.Text("kind")),
        Severity = Codes.Read<Severity>(row.Text("severity")),
        State = Codes.Read<TicketState>(row.Text("state")),
        ServiceNo = row.Text("service_no") is { } service ? new ServiceNumber(service) : null,
        ReportedAt = row.Instant("reported_at")!.Value,
        PromisedAt = row.Instant("promised_at"),
    };

    private static BillLine BillLine(DbDataReader row)
    {
        var currency = row.Text("currency")!;
        return new BillLine
        {
            BillNo = new(row.Text("bill_no")!),
            AccountNo = new(row.Text("account_no")!),
            Period = BillingPeriod.Parse(row.Text("period")!),
            AmountDue = new(row.Whole("due_fen")!.Value, currency),
            AmountPaid = new(row.Whole("paid_fen")!.Value, currency),
            AmountArrears = new(row.Whole("arrears_fen")!.Value, currency),
            State = Codes.Read<BillState>(row.Text("state")),
            DueDate = row.Day("due_date"),
        };
    }
}
