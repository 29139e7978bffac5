using System.Data.Common;
using System.Text;
using Integration.CanonicalModel;
using Integration.CoreApp.Orders.Store;
using Integration.CoreApp.Shared;
using Integration.Hub;
using HubReach = Integration.Hub.Reach;

namespace Integration.CoreApp.Orders;

/// <summary>A template as the designer lists it.</summary>
/// <param name="Steps">How many.</param>
/// <param name="SavedAt">Null: it came with the program.</param>
/// <param name="Running">Orders under way by any version of it.</param>
public sealed record TemplateRow(string Template, int Version, Title Title, TemplateScope Serves, int Steps, DateTimeOffset? SavedAt, string? SavedBy, string? Note, long Running, IReadOnlyList<int> Versions);

/// <summary>An order as it would go by the template that is tried.</summary>
/// <param name="Hours">Working hours along the longest way, by the usual hours of each step.</param>
/// <param name="HoursBefore">The same by the order's own plan.</param>
/// <param name="Problem">Why it cannot be planned; null: it can.</param>
public sealed record TrialOrder(
    string OrderNo, string Name, DateTimeOffset? EndedAt, int Steps, int StepsBefore, double Hours, double HoursBefore, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, string? Problem);

public sealed record Trial(IReadOnlyList<TemplateProblem> Problems, IReadOnlyList<TrialOrder> Orders, double? MedianHours, double? MedianHoursBefore);

/// <summary>What the designer asks: templates there are, what is wrong with one, how past orders would have gone by it.</summary>
public sealed class TemplateDesigner(
    Func<CancellationToken, ValueTask<DbConnection>> open, OrderDesk desk, TemplateShelf shelf, StepDurations durations, OrderUnits units, SqlDialect dialect, TimeProvider time)
{
    // So many orders are looked through for those that the template would serve.
    private const int LookedThrough = 2_000;

    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    public async Task<TemplateLibrary> LibraryAsync(CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await shelf.InForceAsync(connection, null, cancellationToken);
    }

    public async Task<IReadOnlyList<TemplateRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var library = await shelf.InForceAsync(connection, null, cancellationToken);
        var saved = (await shelf.SavedAsync(connection, cancellationToken)).ToDictionary(s => (s.Template, s.Version));
        var running = (await _tables.ReadAsync(connection, null, """
            SELECT s.template, COUNT(DISTINCT s.order_no) AS n FROM {t}step s WHERE s.state IN ('inProgress', 'undoing', 'failed', 'undoFailed') AND s.template IS NOT NULL GROUP BY s.template
            """, r => (Template: r.Text("template")!, Count: r.Whole("n")!.Value), cancellationToken)).ToDictionary(r => r.Template, r => r.Count);
        return [.. library.All.Select(t =>
        {
            var by = saved.GetValueOrDefault((t.Template, t.Version));
            return new TemplateRow(t.Template, t.Version, t.Title, t.Serves, t.Steps.Count, by?.SavedAt, by?.SavedBy, by?.Note, running.GetValueOrDefault(t.Template), library.VersionsOf(t.Template));
        })];
    }

    public async Task<IReadOnlyList<TemplateProblem>> ProblemsAsync(OrderTemplate template, CancellationToken cancellationToken) => TemplateShelf.Problems(template, await LibraryAsync(cancellationToken));

    /// <exception cref="TemplateException">It is not sound.</exception>
    /// <exception cref="StaleTemplateException">Somebody else has saved one meanwhile.</exception>
    public async Task<OrderTemplate> SaveAsync(OrderTemplate template, int drawnOn, string? note, OrderPerson person, CancellationToken cancellationToken)
    {
        var saved = template;
        await desk.InTransactionAsync(async (transaction, cancel) =>
        {
            saved = await shelf.SaveAsync(transaction, template, drawnOn, person.DisplayName, note, time.GetUtcNow(), cancel);
            await person.Note(transaction, "template.save", saved.ToString(), null, new { note, steps = saved.Steps.Count }, cancel);
        }, cancellationToken);
        return saved;
    }

    /// <summary>The last orders that the template would serve, planned by it.</summary>
    public async Task<Trial> TryAsync(OrderTemplate template, int orders, HubReach reach, CancellationToken cancellationToken)
    {
        var problems = await ProblemsAsync(template, cancellationToken);
        // What cannot be put in order cannot be planned.
        if (problems.Any(p => p.Code is "template.cycle" or "template.unknown-step" or "template.step-twice" or "template.steps" or "template.link-twice"))
            return new Trial(problems, [], null, null);
        await using var connection = await open(cancellationToken);
        var values = new List<(string Name, object? Value)> { ("most", (long)LookedThrough) };
        var newest = await _tables.ReadAsync(connection, null, $"SELECT o.name, o.ended_at, o.placed, o.run FROM {{t}}product_order o WHERE o.parent_order_no IS NULL AND {Reaching.Condition(reach, "o", values)} ORDER BY o.ordered_at DESC, o.order_no DESC LIMIT @most",
            r => (Placed: r.Text("placed")!, Run: r.Text("run")!, EndedAt: r.Instant("ended_at")), cancellationToken, [.. values]);
        var tried = new List<TrialOrder>();
        foreach (var (json, run, endedAt) in newest)
        {
            var placed = CanonicalJson.Deserialize<ProductOrderPlaced>(Encoding.UTF8.GetBytes(json));
            var served = placed.Items.Where(i => template.Serves.Fits(i.Action, i.Offering.Value, ItemFacts.ReachOf(i, units.ProvinceOf))).ToList();
            if (served.Count == 0)
                continue;
            tried.Add(await TryAsync(connection, template, placed, served, RunJson.Read(placed, run), endedAt, cancellationToken));
            if (tried.Count == orders)
                break;
        }

        return new Trial(problems, tried, Median(tried.Where(t => t.Problem is null).Select(t => t.Hours)), Median(tried.Select(t => t.HoursBefore)));
    }

    private async Task<TrialOrder> TryAsync(
        DbConnection connection, OrderTemplate template, ProductOrderPlaced placed, List<ProductOrderItem> served, OrderRun run, DateTimeOffset? endedAt, CancellationToken cancellationToken)
    {
        var names = served.Select(i => i.ItemNo).ToHashSet();
        var before = run.Steps.Values.Where(s => s.State is not (StepState.Cancelled or StepState.Undone) && (s.Plan.ItemNo is not { } item || names.Contains(item))).Select(s => s.Plan).ToList();
        var plan = OrderPlan.Of(served, _ => template, ItemFacts.Holds);
        // A new template has no history: a step that the old one had under the same name takes as long as there.
        var former = before.Select(p => p.TemplateName).FirstOrDefault() ?? template.Template;
        var usual = await durations.OfAsync(connection, null, [.. before.Select(p => (p.TemplateName, p.Step.Step)), .. plan.Select(p => (template.Template, p.Step.Step)), .. plan.Select(p => (former, p.Step.Step))], cancellationToken);
        TimeSpan Takes(PlannedStep p) => usual.TryGetValue((p.TemplateName, p.Step.Step), out var own) || usual.TryGetValue((former, p.Step.Step), out own) ? own : Forecast.Sla(p);
        string Name(PlannedStep p) => p.ItemNo is null ? p.Step.Step : p.Key;
        return new TrialOrder(
            placed.OrderNo.Value, placed.Name, endedAt, plan.Count, before.Count, Hours(Forecast.Longest(plan, Takes)), Hours(Forecast.Longest(before, Takes)),
            [.. plan.Select(Name).Except(before.Select(Name)).Order(StringComparer.Ordinal)], [.. before.Select(Name).Except(plan.Select(Name)).Order(StringComparer.Ordinal)], null);
    }

    private static double Hours(TimeSpan time) => Math.Round(time.TotalHours, 2);

    private static double? Median(IEnumerable<double> hours) => hours.Order().ToList() is { Count: > 0 } all ? all[all.Count / 2] : null;
}
