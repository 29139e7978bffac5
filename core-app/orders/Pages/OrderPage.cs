using System.Data.Common;
using System.Text;
using Integration.CanonicalModel;
using Integration.CoreApp.Orders.Commands;
using Integration.CoreApp.Orders.Store;
using Integration.CoreApp.Shared;
using Integration.Hub;
using HubReach = Integration.Hub.Reach;

namespace Integration.CoreApp.Orders;

/// <summary>The page of one order: its graph as it stands, how it will go on, what happened.</summary>
public sealed class OrderPage(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, WorkingCalendar calendar, StepDurations durations, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    /// <summary>Null: there is no such order, or it is outside one's reach.</summary>
    public async Task<long?> RevisionAsync(string orderNo, HubReach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await RevisionAsync(connection, orderNo, reach, cancellationToken);
    }

    /// <summary>Ends when the order's revision is another one, or after a while. Looks by its key a few times a second: moves of other nodes are seen too.</summary>
    /// <param name="stopping">The node ends: whoever waits is let go, and asks the next one.</param>
    public async Task<bool> ChangesAsync(string orderNo, long revision, HubReach reach, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        for (var waited = TimeSpan.Zero; ; waited += Look)
        {
            if (await RevisionAsync(orderNo, reach, cancellationToken) is var now && now != revision)
                return true;
            if (waited >= Patience || stopping.IsCancellationRequested)
                return false;
            await Task.Delay(Look, TimeProvider.System, ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Null: there is no such order, or it is outside one's reach.</summary>
    public async Task<OrderPageView?> ShowAsync(string orderNo, HubReach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var now = time.GetUtcNow();
        var values = new List<(string Name, object? Value)> { ("no", orderNo) };
        var found = await _tables.ReadAsync(connection, null, $"SELECT o.* FROM {{t}}product_order o WHERE o.order_no = @no AND {Reaching.Condition(reach, "o", values)}",
            r => (Row: OrderList.Row(r, now), Placed: r.Text("placed")!, Run: r.Text("run")!, Revision: r.Whole("revision")!.Value), cancellationToken, [.. values]);
        if (found.Count == 0)
            return null;
        var row = found[0].Row;
        var placed = CanonicalJson.Deserialize<ProductOrderPlaced>(Encoding.UTF8.GetBytes(found[0].Placed));
        var run = RunJson.Read(placed, found[0].Run);
        var usual = await durations.OfAsync(connection, null, run.Steps.Values.Select(s => (s.Plan.TemplateName, s.Plan.Step.Step)), cancellationToken);
        TimeSpan? Usual(PlannedStep p) => usual.TryGetValue((p.TemplateName, p.Step.Step), out var takes) ? takes : null;
        var forecast = Forecast.Of(run, placed.OrderedAt, placed.RequestedCompletionOn, Usual, calendar, now);
        return new OrderPageView(
            row.OrderNo, row.Name, row.CustomerNo, row.CustomerName, row.State, row.OrgUnit, row.ManagerId, row.ManagerName, row.ParentOrderNo,
            row.ParentOrderNo is { } parent && await RevisionAsync(connection, parent, reach, cancellationToken) is not null, row.OrderedAt, row.RequestedOn, forecast.ExpectedAt, row.EndedAt,
            forecast.ExpectedAt > forecast.Deadline, forecast.Deadline, found[0].Revision, run.Reason, run.HeldAt, [.. run.Steps.Values.Select(s => s.Plan.Template).Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            [.. run.Items.Select(PageWords.Of)], [.. OrderPlan.InOrder(run.Steps.Values).Select(s => Step(s, run, forecast, Usual(s.Plan), now))], await PartsAsync(connection, run, reach, cancellationToken));
    }

    /// <summary>The plan of an order that nobody has handed in, with its probable end.</summary>
    public async Task<(Forecast Forecast, IReadOnlyList<PageStep> Steps, IReadOnlyDictionary<string, DateTimeOffset> Starts)> PreviewAsync(
        IReadOnlyList<ProductOrderItem> items, IReadOnlyList<PlannedStep> plan, DateOnly? requestedOn, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var now = time.GetUtcNow();
        var run = OrderRun.New(new OrderNumber("PREVIEW"), items, plan);
        var usual = await durations.OfAsync(connection, null, plan.Select(s => (s.TemplateName, s.Step.Step)), cancellationToken);
        TimeSpan? Usual(PlannedStep p) => usual.TryGetValue((p.TemplateName, p.Step.Step), out var takes) ? takes : null;
        var forecast = Forecast.Of(run, now, requestedOn, Usual, calendar, now);
        return (forecast, [.. OrderPlan.InOrder(run.Steps.Values).Select(s => Step(s, run, forecast, Usual(s.Plan), now))], forecast.Steps.ToDictionary(s => s.Key, s => s.Value.Start));
    }

    /// <param name="after">Number of the last line of the page before; 0: from the beginning.</param>
    public async Task<IReadOnlyList<HistoryLine>> HistoryAsync(string orderNo, long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, "SELECT * FROM {t}event WHERE order_no = @no AND number > @after ORDER BY number LIMIT @limit",
            r => new HistoryLine(r.Whole("number")!.Value, r.Instant("at")!.Value, r.Text("what")!, r.Text("step_key"), r.Text("staff"), null, r.Text("note"), r.Text("code"), r.Text("message")!, OrderQueries.WordsOf(r)), cancellationToken,
            ("no", orderNo), ("after", after), ("limit", (long)limit));
    }

    /// <summary>Numbers under which the order's steps have asked other systems.</summary>
    /// <param name="step">Key; null: all.</param>
    public async Task<IReadOnlyList<(string RequestId, string Step)>> RequestsAsync(string orderNo, string? step, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, "SELECT request_id, step_key FROM {t}request WHERE order_no = @no AND (@step = '' OR step_key = @step) ORDER BY request_id", r => (r.Text("request_id")!, r.Text("step_key")!),
            cancellationToken, ("no", orderNo), ("step", step ?? ""));
    }

    private async Task<long?> RevisionAsync(DbConnection connection, string orderNo, HubReach reach, CancellationToken cancellationToken)
    {
        var values = new List<(string Name, object? Value)> { ("no", orderNo) };
        var found = await _tables.ReadAsync(connection, null, $"SELECT o.revision FROM {{t}}product_order o WHERE o.order_no = @no AND {Reaching.Condition(reach, "o", values)}", r => r.Whole("revision"), cancellationToken, [.. values]);
        return found.Count == 0 ? null : found[0];
    }

    private async Task<IReadOnlyList<PagePart>> PartsAsync(DbConnection connection, OrderRun run, HubReach reach, CancellationToken cancellationToken)
    {
        var parts = new List<PagePart>();
        foreach (var step in run.Steps.Values.Where(s => s.Result.ContainsKey(Results.Part)).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var number = step.Result[Results.Part];
            var values = new List<(string Name, object? Value)> { ("no", number) };
            var here = await _tables.ReadAsync(connection, null, $"SELECT o.state, o.org_unit FROM {{t}}product_order o WHERE o.order_no = @no AND {Reaching.Condition(reach, "o", values)}", r => (State: r.Text("state")!, Unit: r.Text("org_unit")!), cancellationToken, [.. values]);
            var said = here.Count > 0 ? null : (await _tables.ReadAsync(connection, null, "SELECT named FROM {t}event WHERE order_no = @order AND what = 'part' AND step_key = @step AND code = 'part.state' ORDER BY number DESC LIMIT 1",
                r => RunJson.Values(r.Text("named"))?.GetValueOrDefault("state"), cancellationToken, ("order", run.OrderNo.Value), ("step", step.Key))).FirstOrDefault();
            var circuit = step.Result.GetValueOrDefault(Results.PartCircuit) ?? step.Result.GetValueOrDefault(Results.PartService);
            parts.Add(here.Count > 0 ? new(number, step.Key, true, here[0].State, here[0].Unit, circuit)
                : new(number, step.Key, false, said, run.Items.FirstOrDefault(i => i.ItemNo == step.Plan.ItemNo)?.ZEnd?.OrgUnit?.Value, circuit));
        }

        return parts;
    }

    private static PageStep Step(RunningStep s, OrderRun run, Forecast forecast, TimeSpan? usual, DateTimeOffset now)
    {
        var plan = s.Plan.Step;
        var goesOn = s.State is StepState.InProgress or StepState.Undoing && run.HeldAt is null;
        var ends = forecast.Steps.TryGetValue(s.Key, out var ahead) ? ahead.End : (DateTimeOffset?)null;
        return new PageStep(
            s.Key, plan.Step, s.Plan.ItemNo?.Value, plan.Title, s.Plan.After, WireNames.Of(plan.Do), plan.Do == TemplateStepDo.Person, WireNames.Of(plan.Role), PageWords.SystemOf(plan.Do), WireNames.Of(s.State), s.Turn,
            s.StartedAt, s.WarnAt, s.DueAt, s.EndedAt, ends, goesOn && s.DueAt < now, goesOn && s.WarnAt < now, s.State == StepState.InProgress && ends > s.DueAt, s.Alerts, PageTrouble.Of(s.Trouble),
            plan.Undo, plan.PointOfNoReturn, plan.SlaHours, usual is { } takes ? Math.Round(takes.TotalHours, 2) : null, s.Result);
    }
}
