using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>A template as somebody has saved it.</summary>
public sealed record SavedTemplate(string Template, int Version, DateTimeOffset SavedAt, string SavedBy, string? Note);

/// <summary>The version that somebody has drawn on is no longer the newest one.</summary>
/// <param name="current">The newest one; null: there is none yet.</param>
public sealed class StaleTemplateException(OrderTemplate? current) : Exception($"the template was drawn on another version; the newest is {current?.ToString() ?? "none"}")
{
    public OrderTemplate? Current { get; } = current;
}

/// <summary>
/// All templates there are: those that come with the program or lie in its configuration, and those that people have drawn, which stand in the database.
/// Every node sees a new one with its next order; no version is ever changed or taken away.
/// </summary>
/// <param name="given">From the program and the configuration.</param>
public sealed class TemplateShelf(IReadOnlyCollection<OrderTemplate> given, SqlDialect dialect)
{
    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);
    private Known _known = new(0, new TemplateLibrary(given));

    /// <summary>As they are now. Drawn ones are only ever added: their number says whether there is anything new, and costs one look.</summary>
    public async Task<TemplateLibrary> InForceAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var known = _known;
        var drawn = (await _tables.ReadAsync(connection, transaction, "SELECT COUNT(*) AS n FROM {t}template", r => r.Whole("n")!.Value, cancellationToken))[0];
        if (drawn == known.Drawn)
            return known.Library;
        var bodies = await _tables.ReadAsync(connection, transaction, "SELECT template, version, body FROM {t}template", r => TemplateJson.Parse(r.Text("body")!, $"{r.Text("template")}@{r.Whole("version")}"), cancellationToken);
        // Where a later program brings a version that somebody has drawn already, the drawn one stays: orders are under way by it.
        var all = bodies.Concat(given).DistinctBy(t => (t.Template, t.Version)).ToList();
        return (_known = new Known(bodies.Count, new TemplateLibrary(all))).Library;
    }

    /// <summary>Who saved which version; those that came with the program are not there.</summary>
    public Task<IReadOnlyList<SavedTemplate>> SavedAsync(DbConnection connection, CancellationToken cancellationToken) => _tables.ReadAsync(connection, null,
        "SELECT template, version, saved_at, saved_by, note FROM {t}template", r => new SavedTemplate(r.Text("template")!, (int)r.Whole("version")!.Value, r.Instant("saved_at")!.Value, r.Text("saved_by")!, r.Text("note")), cancellationToken);

    /// <summary>What is wrong with it, by itself and beside the others.</summary>
    public static IReadOnlyList<TemplateProblem> Problems(OrderTemplate template, TemplateLibrary beside) => [.. TemplateCheck.Problems(template), .. Overlaps(template, beside)];

    /// <summary>Makes it the next version.</summary>
    /// <param name="drawnOn">Version that it was made of; 0: a new one.</param>
    /// <exception cref="TemplateException">It is not sound.</exception>
    /// <exception cref="StaleTemplateException">Somebody else has saved one meanwhile.</exception>
    public async Task<OrderTemplate> SaveAsync(IInBoxTransaction transaction, OrderTemplate template, int drawnOn, string by, string? note, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One after the other, whatever the template: two that overlap must not be saved in one moment.
        if (dialect == SqlDialect.PostgreSql)
            await _tables.RunAsync(transaction.Connection, transaction.Transaction, "SELECT pg_advisory_xact_lock(@lock)", cancellationToken, ("lock", TableMigrations.LockOf("order templates")));
        var library = await InForceAsync(transaction.Connection, transaction.Transaction, cancellationToken);
        var newest = library.All.FirstOrDefault(t => t.Template == template.Template);
        if ((newest?.Version ?? 0) != drawnOn)
            throw new StaleTemplateException(newest);
        template = template with { Version = drawnOn + 1 };
        if (Problems(template, library) is { Count: > 0 } problems)
            throw new TemplateException(template.ToString(), problems);
        await _tables.RunAsync(transaction.Connection, transaction.Transaction, "INSERT INTO {t}template (template, version, body, saved_at, saved_by, note) VALUES (@template, @version, @body, @now, @by, @note)", cancellationToken,
            ("template", template.Template), ("version", (long)template.Version), ("body", TemplateJson.Write(template)), ("now", now), ("by", by), ("note", note));
        return template;
    }

    // Two that serve the same order would each wait for the other to do it.
    private static IEnumerable<TemplateProblem> Overlaps(OrderTemplate template, TemplateLibrary beside) =>
        from other in beside.All
        where other.Template != template.Template && other.Serves.Actions.Intersect(template.Serves.Actions).Any() && Meet(other.Serves.Reach, template.Serves.Reach)
        from one in template.Serves.Offerings
        where other.Serves.Offerings.Any(o => Meet(o, one))
        select new TemplateProblem("template.overlaps", [], $"{other} serves {one} already; expected offerings, actions or reaches that no other template has");

    private static bool Meet(IReadOnlyList<Reach> one, IReadOnlyList<Reach> other) => one.Count == 0 || other.Count == 0 || one.Intersect(other).Any();

    private static bool Meet(string one, string other) => (one.EndsWith('*'), other.EndsWith('*')) switch
    {
        (false, false) => one == other,
        (true, false) => other.StartsWith(one[..^1], StringComparison.Ordinal),
        (false, true) => one.StartsWith(other[..^1], StringComparison.Ordinal),
        _ => one.StartsWith(other[..^1], StringComparison.Ordinal) || other.StartsWith(one[..^1], StringComparison.Ordinal),
    };

    private sealed record Known(long Drawn, TemplateLibrary Library);
}
