using System.Text;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders.Store;

/// <summary>An order as it is stored.</summary>
/// <param name="Customer">As the peer said that placed it here; null: the archive knows.</param>
/// <param name="ForecastAt">From when on what is foreseen of it is to be looked at anew; null: time does not change it.</param>
/// <param name="ToldLate">It was told to be late.</param>
internal sealed record StoredOrder(ProductOrderPlaced Placed, OrderRun Run, long Revision, Customer? Customer = null, DateTimeOffset? ForecastAt = null, bool ToldLate = false);

/// <summary>What lists show of an order beside its own values.</summary>
internal sealed record Seen(string? CustomerName, Forecast Forecast, WorkingCalendar Calendar, DateTimeOffset Now);

/// <summary>A line of an order's history.</summary>
/// <param name="Note">In words, our own in English.</param>
/// <param name="Values">What our own words of the code name.</param>
internal sealed record OrderLine(OrderNumber OrderNo, string What, string? Step, string? Staff, string? Note, string? Code, IReadOnlyDictionary<string, string>? Values);

/// <summary>To which step of which order an answer belongs.</summary>
internal sealed record AskedFor(OrderNumber OrderNo, string Step, int Turn, bool Undo);

/// <summary>Orders in the database, inside the box's transaction.</summary>
internal sealed class OrderBook(TableSpace tables, IInBoxTransaction transaction)
{
    private const string Foreseen = "expected_at = @expected, deadline = @deadline, late_from = @late, forecast_at = @look, told_late = @told";

    public async Task<StoredOrder?> FindAsync(OrderNumber orderNo, CancellationToken cancellationToken)
    {
        // Locked for the move; on SQLite the box's transaction is the only writer.
        var rows = await ReadAsync("SELECT placed, run, revision, customer, forecast_at, told_late FROM {t}product_order WHERE order_no = @no" + (tables.Dialect == SqlDialect.PostgreSql ? " FOR UPDATE" : ""),
            r => (Placed: r.Text("placed")!, Run: r.Text("run")!, Revision: r.Whole("revision")!.Value, Customer: r.Text("customer"), Look: r.Instant("forecast_at"), Told: r.Whole("told_late") == 1), cancellationToken, ("no", orderNo.Value));
        if (rows.Count == 0)
            return null;
        var placed = CanonicalJson.Deserialize<ProductOrderPlaced>(Encoding.UTF8.GetBytes(rows[0].Placed));
        return new StoredOrder(placed, RunJson.Read(placed, rows[0].Run), rows[0].Revision, rows[0].Customer is { } customer ? CanonicalJson.Deserialize<Customer>(Encoding.UTF8.GetBytes(customer)) : null, rows[0].Look, rows[0].Told);
    }

    /// <summary>False: an order of this number is there already.</summary>
    public async Task<bool> AddAsync(StoredOrder order, CancellationToken cancellationToken) => await RunAsync("""
        INSERT INTO {t}product_order (order_no, customer_no, name, state, org_unit, manager, manager_name, parent_order_no, ordered_at, requested_on, revision, placed, run, customer)
        VALUES (@no, @customer, @name, @state, @unit, @manager, @manager_name, @parent, @ordered, @requested, 0, @placed, @run, @of)
        ON CONFLICT (order_no) DO NOTHING
        """, cancellationToken, ("no", order.Placed.OrderNo.Value), ("customer", order.Placed.CustomerNo.Value), ("name", order.Placed.Name), ("state", WireNames.Of(order.Run.State)),
        ("unit", order.Placed.OrgUnit.Value), ("manager", order.Placed.AccountManager?.StaffId.Value), ("manager_name", order.Placed.AccountManager?.Name),
        ("requested", order.Placed.RequestedCompletionOn), ("parent", order.Placed.ParentOrderNo?.Value), ("ordered", order.Placed.OrderedAt),
        ("placed", Json(order.Placed)), ("run", RunJson.Write(order.Run)), ("of", order.Customer is { } customer ? Encoding.UTF8.GetString(CanonicalJson.Serialize(customer)) : null)) == 1;

    public async Task SaveAsync(StoredOrder order, IEnumerable<RunningStep> changed, Seen seen, CancellationToken cancellationToken)
    {
        var run = order.Run;
        await RunAsync($$"""
            UPDATE {t}product_order SET {{Foreseen}}, state = @state, revision = @revision, placed = @placed, run = @run, ended_at = @ended, customer_name = COALESCE(@customer, customer_name),
              steps_total = @total, steps_done = @done, moved_at = @now WHERE order_no = @no
            """, cancellationToken, [("no", run.OrderNo.Value), ("state", WireNames.Of(run.State)), ("revision", order.Revision), ("placed", Json(order.Placed with { Items = run.Items })), ("run", RunJson.Write(run)),
            ("ended", run.IsOver ? seen.Now : (DateTimeOffset?)null), ("customer", seen.CustomerName), ("total", (long)run.Steps.Count), ("done", (long)run.Steps.Values.Count(s => s.LetsOthersBegin)), ("now", seen.Now),
            .. Values(seen.Forecast, seen.Now)]);
        foreach (var step in changed)
            await SaveAsync(run.OrderNo, step, seen.Calendar, cancellationToken);
    }

    /// <summary>What is foreseen of it; nothing was heard of it because of that.</summary>
    public Task ForeseeAsync(OrderNumber orderNo, long revision, Forecast forecast, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync($"UPDATE {{t}}product_order SET {Foreseen}, revision = @revision WHERE order_no = @no", cancellationToken, [("no", orderNo.Value), ("revision", revision), .. Values(forecast, now)]);

    /// <summary>Something was heard of it that moves nothing: it is not stuck.</summary>
    public Task HeardOfAsync(OrderNumber orderNo, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync("UPDATE {t}product_order SET moved_at = @now WHERE order_no = @no AND ended_at IS NULL", cancellationToken, ("no", orderNo.Value), ("now", now));

    /// <summary>What was asked under a number. A work order that is to be cancelled answers from then on for its cancellation.</summary>
    public Task AskAsync(string requestId, AskedFor asked, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}request (request_id, order_no, step_key, turn, undo) VALUES (@id, @no, @step, @turn, @undo)
        ON CONFLICT (request_id) DO UPDATE SET turn = excluded.turn, undo = excluded.undo
        """, cancellationToken, ("id", requestId), ("no", asked.OrderNo.Value), ("step", asked.Step), ("turn", (long)asked.Turn), ("undo", asked.Undo ? 1L : 0L));

    /// <summary>Null: the orders have asked nothing under this number.</summary>
    public async Task<AskedFor?> AskedAsync(string requestId, CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT order_no, step_key, turn, undo FROM {t}request WHERE request_id = @id",
            r => new AskedFor(new(r.Text("order_no")!), r.Text("step_key")!, (int)r.Whole("turn")!.Value, r.Whole("undo") == 1), cancellationToken, ("id", requestId))).SingleOrDefault();

    public Task NoteAsync(OrderLine line, MessageId message, DateTimeOffset at, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}event (order_no, number, at, what, step_key, staff, note, message, code, named)
        VALUES (@no, (SELECT COALESCE(MAX(number), 0) + 1 FROM {t}event WHERE order_no = @no), @at, @what, @step, @staff, @note, @message, @code, @named)
        """, cancellationToken, ("no", line.OrderNo.Value), ("at", at), ("what", line.What), ("step", line.Step), ("staff", line.Staff), ("note", line.Note), ("message", message.ToString()), ("code", line.Code),
        ("named", RunJson.Write(line.Values)));

    private Task SaveAsync(OrderNumber orderNo, RunningStep step, WorkingCalendar calendar, CancellationToken cancellationToken) => RunAsync("""
        INSERT INTO {t}step AS s (order_no, step_key, step, template, title_zh, title_en, item_no, state, role, person, started_at, warn_at, due_at, ended_at, took, code, reason, named)
        VALUES (@no, @key, @step, @template, @zh, @en, @item, @state, @role, @person, @started, @warn, @due, @ended, @took, @code, @reason, @named)
        ON CONFLICT (order_no, step_key) DO UPDATE SET state = excluded.state, started_at = excluded.started_at, warn_at = excluded.warn_at, due_at = excluded.due_at,
          ended_at = excluded.ended_at, took = excluded.took, code = excluded.code, reason = excluded.reason, named = excluded.named
        """, cancellationToken, ("no", orderNo.Value), ("key", step.Key), ("step", step.Plan.Step.Step), ("template", step.Plan.TemplateName), ("zh", step.Plan.Step.Title.Zh), ("en", step.Plan.Step.Title.En),
        ("item", step.Plan.ItemNo?.Value), ("state", WireNames.Of(step.State)),
        ("role", WireNames.Of(step.Plan.Step.Role)), ("person", step.Plan.Step.Do == TemplateStepDo.Person ? 1L : 0L), ("started", step.StartedAt), ("warn", step.WarnAt), ("due", step.DueAt),
        ("ended", step.EndedAt), ("took", step is { State: StepState.Completed, StartedAt: { } from, EndedAt: { } to } ? (long)calendar.Between(from, to).TotalSeconds : null),
        ("code", step.Trouble?.Code), ("reason", step.Trouble?.Reason), ("named", RunJson.Write(step.Trouble?.Values)));

    private static (string Name, object? Value)[] Values(Forecast forecast, DateTimeOffset now) =>
        [("expected", forecast.ExpectedAt), ("deadline", forecast.Deadline), ("late", forecast.LateFrom), ("look", forecast.LookAt), ("told", forecast.IsLate(now) ? 1L : 0L)];

    private static string Json(ProductOrderPlaced placed) => Encoding.UTF8.GetString(CanonicalJson.Serialize(placed));

    private Task<int> RunAsync(string text, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        tables.RunAsync(transaction.Connection, transaction.Transaction, text, cancellationToken, values);

    private Task<IReadOnlyList<T>> ReadAsync<T>(string text, Func<System.Data.Common.DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        tables.ReadAsync(transaction.Connection, transaction.Transaction, text, read, cancellationToken, values);
}
