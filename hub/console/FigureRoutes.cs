using System.Globalization;
using Integration.Hub.Access;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Figures;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <param name="P50Ms">From coming in to being delivered.</param>
/// <param name="Depth">The most within the step.</param>
public sealed record FigureRow(
    string Interface, DateTimeOffset At, long Received, long Repeated, long Refused, long Sent, long Failed, long Parked, long Depth, double? P50Ms, double? P95Ms, double? P99Ms)
{
    public static FigureRow Of(Figure f) => new(
        f.Interface, f.At, f[Measure.Received], f[Measure.Repeated], f[Measure.Refused], f[Measure.Sent], f[Measure.Failed], f[Measure.Parked], f[Measure.Depth], Rounded(f.Percentile(0.5)), Rounded(f.Percentile(0.95)), Rounded(f.Percentile(0.99)));

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 1) : null;
}

public sealed record FiguresAnswer(DateTimeOffset From, DateTimeOffset To, string Step, IReadOnlyList<FigureRow> Items, IReadOnlyList<FigureRow> Totals);

/// <summary>What was counted, by interface and time; see hub/console/api.md.</summary>
internal static class FigureRoutes
{
    private const int MostSteps = 3000;

    public static void MapFigures(this IEndpointRouteBuilder routes, OperationsDesk desk, ConsoleParts parts) =>
        routes.MapGet("/ops/api/figures", async (string? @interface, string? from, string? to, string? step, Visitor visitor, CancellationToken cancel) =>
        {
            var (until, steps) = (Time("to", to) ?? FigureBook.Start("minute", parts.Time.GetUtcNow()).AddMinutes(1), Input.OneOf("step", step ?? "hour", FigureBook.Steps));
            var since = Time("from", from) ?? until - (steps == "minute" ? TimeSpan.FromHours(1) : steps == "hour" ? TimeSpan.FromDays(1) : TimeSpan.FromDays(30));
            if (since >= until || (until - since) / Length(steps) > MostSteps)
                throw Problems.Invalid("from", "outOfRange", ("most", MostSteps.ToString(CultureInfo.InvariantCulture)));
            var figures = (await desk.Figures.ReadAsync(new FigureQuery(string.IsNullOrEmpty(@interface) ? null : Input.Text("interface", @interface, 100), since, until, steps), cancel)).Where(f => visitor.Scope(Rights.SeeMessages).Sees(parts.SystemOfSubscriber(f.Interface))).ToList();
            return new FiguresAnswer(since, until, steps, [.. figures.Select(FigureRow.Of)], [.. figures.GroupBy(f => f.Interface).Select(g => FigureRow.Of(FigureBook.Sum(g.Key, since, g)))]);
        }).Needs(Rights.SeeMessages);

    private static TimeSpan Length(string step) => step switch { "minute" => TimeSpan.FromMinutes(1), "hour" => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1) };

    private static DateTimeOffset? Time(string field, string? value) => string.IsNullOrEmpty(value) ? null
        : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : throw Problems.Invalid(field, "badFormat");
}
