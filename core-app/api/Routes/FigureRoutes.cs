using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Orders;
using Integration.CoreApp.Warnings;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Routes;

/// <param name="AtRiskFen">Income of twelve months of customers at risk of leaving.</param>
public sealed record ExecutiveFigures(
    Concentration Concentration, IReadOnlyList<LevelMonth> Trend, IReadOnlyList<UnitIncome> Units, IReadOnlyList<Satisfaction> Satisfaction, IReadOnlyList<OnTimeMonth> OnTime, long AtRiskFen, IReadOnlyList<Earner> AtRisk);

/// <param name="Escalations">Warnings that were handed up, or are overdue.</param>
public sealed record DirectorFigures(IReadOnlyList<ManagerLoad> Team, IReadOnlyList<WarningCount> Warnings, long Escalations, long AtRiskFen, IReadOnlyList<Earner> AtRisk);

/// <summary>Sums over all that one sees, for those who lead.</summary>
internal static class FigureRoutes
{
    private const int Months = 12, Shown = 10, MostAtRisk = 200;

    public static void MapFigures(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/figures/executive", async (Visitor visitor, CancellationToken cancel) =>
        {
            var income = new Income(parts.Open, parts.Dialect, parts.Time);
            // Each goes over a year of all customers; side by side they take as long as the longest.
            var (risk, concentration, trend) = (AtRiskAsync(parts, income, visitor, cancel), income.ConcentrationAsync(visitor.Reach, cancel), income.TrendAsync(visitor.Reach, Months, cancel));
            var (units, satisfaction, onTime) = (income.UnitsAsync(visitor.Reach, cancel), income.SatisfactionAsync(visitor.Reach, Months, cancel),
                parts.Orders is null ? Task.FromResult<IReadOnlyList<OnTimeMonth>>([]) : Orders(parts).OnTimeAsync(visitor.Reach, Months, cancel));
            await Task.WhenAll(risk, concentration, trend, units, satisfaction, onTime);
            return new ExecutiveFigures(await concentration, await trend, await units, await satisfaction, await onTime, (await risk).Sum(r => r.Fen), [.. (await risk).Take(Shown)]);
        }).Needs(Rights.SeeFigures);
        routes.MapGet("/api/figures/director", async (Visitor visitor, CancellationToken cancel) =>
        {
            var risk = await AtRiskAsync(parts, new Income(parts.Open, parts.Dialect, parts.Time), visitor, cancel);
            var open = new WarningFilter { Open = true };
            var byManager = parts.Warnings is { } office ? await office.Queries.CountAsync("manager", open, visitor.Reach, cancel) : [];
            return new DirectorFigures(parts.Orders is null ? [] : await Orders(parts).LoadAsync(visitor.Reach, cancel), byManager, byManager.Sum(c => c.Escalated), risk.Sum(r => r.Fen), [.. risk.Take(Shown)]);
        }).Needs(Rights.SeeFigures);
    }

    private static OrderFigures Orders(CoreAppParts parts) => new(parts.Open, parts.Dialect, parts.Time);

    // Whoever has an open warning of churn; the largest income first.
    private static async Task<IReadOnlyList<Earner>> AtRiskAsync(CoreAppParts parts, Income income, Visitor visitor, CancellationToken cancel)
    {
        if (parts.Warnings is not { } office)
            return [];
        var page = await office.Queries.ListAsync(new WarningFilter { Kinds = ["churnRisk"], Open = true, Limit = MostAtRisk }, visitor.Reach, cancel);
        return await income.OfAsync([.. page.Items.Select(w => w.CustomerNo).OfType<string>().Distinct()], visitor.Reach, cancel);
    }
}
