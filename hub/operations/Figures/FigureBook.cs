using Integration.CoreApp.Shared;

namespace Integration.Hub.Operations.Figures;

/// <summary>What was counted of one interface from an instant on, for one step.</summary>
public sealed record Figure(string Interface, DateTimeOffset At, IReadOnlyList<long> Counts, IReadOnlyList<long> Steps)
{
    public long this[Measure measure] => Counts[(int)measure];

    public double? Percentile(double share) => TimeSteps.Percentile(Steps, share);
}

/// <param name="Interface">Null: all.</param>
/// <param name="Step"><c>minute</c>, <c>hour</c> or <c>day</c>; days begin where the hub's own zone says.</param>
public sealed record FigureQuery(string? Interface, DateTimeOffset From, DateTimeOffset To, string Step);

/// <summary>The figures of all nodes, as they were written down.</summary>
public sealed class FigureBook(OperationsStore store)
{
    public static readonly IReadOnlyList<string> Steps = ["minute", "hour", "day"];

    /// <summary>Minutes are for looking at what goes on; hours for comparing with the same month of last year.</summary>
    public static readonly TimeSpan MinutesKept = TimeSpan.FromHours(26), HoursKept = TimeSpan.FromDays(400);

    public static DateTimeOffset Start(string step, DateTimeOffset at) => Start(at, step == "hour" ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1));

    /// <summary>By time and interface; steps in which nothing happened are left out.</summary>
    public async Task<IReadOnlyList<Figure>> ReadAsync(FigureQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        var kept = query.Step == "minute" ? "minute" : "hour";
        var rows = await store.Tables.ReadAsync(connection, null, """
            SELECT at, interface, measure, value FROM {t}figure WHERE step = @step AND at >= @from AND at < @to AND (@interface = '' OR interface = @interface)
            """, r => (At: r.Instant("at")!.Value, Interface: r.Text("interface")!, Measure: r.Text("measure")!, Value: r.Whole("value")!.Value), cancellationToken,
            ("step", kept), ("from", Start(kept, query.From)), ("to", query.To), ("interface", query.Interface ?? ""));
        return [.. rows.GroupBy(r => (At: query.Step == "day" ? Day(r.At) : r.At, r.Interface)).OrderBy(g => g.Key.At).ThenBy(g => g.Key.Interface, StringComparer.Ordinal)
            .Select(g => Sum(g.Key.Interface, g.Key.At, g.Select(r => (r.Measure, r.Value))))];
    }

    /// <summary>All of these as one: counts and times add up, of depths the most counts.</summary>
    public static Figure Sum(string name, DateTimeOffset at, IEnumerable<Figure> figures) => Sum(name, at, figures.SelectMany(f =>
        f.Counts.Select((n, i) => (FigureWriter.NameOf((Measure)i), n)).Concat(f.Steps.Select((n, i) => (TimeSteps.Name(i), n)))));

    /// <summary>Per minute, over the last minute: of the present one all, of the one before what is left of it.</summary>
    public async Task<IReadOnlyDictionary<string, Rates>> RatesAsync(CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        var minute = Start("minute", now);
        var before = 1 - ((now - minute) / TimeSpan.FromMinutes(1));
        var figures = await ReadAsync(new FigureQuery(null, minute.AddMinutes(-1), now.AddSeconds(1), "minute"), cancellationToken);
        return figures.GroupBy(f => f.Interface).ToDictionary(g => g.Key, g => new Rates(Weighed(g, Measure.Received), Weighed(g, Measure.Sent), Weighed(g, Measure.Failed) + Weighed(g, Measure.Parked) + Weighed(g, Measure.Refused), Weighed(g, Measure.Refused), Weighed(g, Measure.Repeated)));

        double Weighed(IEnumerable<Figure> of, Measure measure) => of.Sum(f => f[measure] * (f.At < minute ? before : 1));
    }

    /// <summary>When each interface last received or sent something, as far as minutes are kept.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> LastTrafficAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Open(cancellationToken);
        return (await store.Tables.ReadAsync(connection, null, "SELECT interface, MAX(at) AS at FROM {t}figure WHERE step = 'minute' AND measure IN ('received', 'sent') GROUP BY interface",
            r => (Name: r.Text("interface")!, At: r.Instant("at")!.Value), cancellationToken)).ToDictionary(r => r.Name, r => r.At);
    }

    /// <summary>Drops what is older than it is kept. Safe on many nodes at once.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var now = store.Time.GetUtcNow();
        await using var connection = await store.Open(cancellationToken);
        await store.Tables.RunAsync(connection, null, "DELETE FROM {t}figure WHERE (step = 'minute' AND at < @minutes) OR (step = 'hour' AND at < @hours)", cancellationToken,
            ("minutes", now - MinutesKept), ("hours", now - HoursKept));
    }

    private static Figure Sum(string name, DateTimeOffset at, IEnumerable<(string Measure, long Value)> values)
    {
        var (counts, steps) = (new long[Enum.GetValues<Measure>().Length], new long[TimeSteps.Count]);
        foreach (var (measure, value) in values)
        {
            if (TimeSteps.Read(measure) is { } step)
                steps[step] += value;
            else if (Enum.TryParse<Measure>(measure, ignoreCase: true, out var known))
                counts[(int)known] = known == Measure.Depth ? Math.Max(counts[(int)known], value) : counts[(int)known] + value;
        }
        return new Figure(name, at, counts, steps);
    }

    private DateTimeOffset Day(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, store.Time.LocalTimeZone);
        var midnight = local.Date;
        return new DateTimeOffset(midnight, store.Time.LocalTimeZone.GetUtcOffset(midnight));
    }

    private static DateTimeOffset Start(DateTimeOffset at, TimeSpan step) => new(at.UtcTicks - (at.UtcTicks % step.Ticks), TimeSpan.Zero);
}

/// <summary>Per minute.</summary>
public sealed record Rates(double Received, double Sent, double Errors, double Refused, double Repeated)
{
    public static Rates None { get; } = new(0, 0, 0, 0, 0);

    public static Rates operator +(Rates a, Rates b) => new(a.Received + b.Received, a.Sent + b.Sent, a.Errors + b.Errors, a.Refused + b.Refused, a.Repeated + b.Repeated);
}
