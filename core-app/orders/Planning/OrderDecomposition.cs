using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>The plan of an order's items by the templates in force.</summary>
public static class OrderDecomposition
{
    /// <param name="isPart">Another hub's order, of which this hub carries out one end.</param>
    /// <param name="run">The order under way, whose templates stay at their version; null: it is new.</param>
    /// <exception cref="OrderRefusedException">No template fits an item.</exception>
    public static IReadOnlyList<PlannedStep> Of(IReadOnlyList<ProductOrderItem> items, bool isPart, OrderRun? run, TemplateLibrary library, OrderUnits units)
    {
        if (items.Count == 0)
            throw new OrderRefusedException("order.no-items", null);
        var kept = (run?.Steps.Values ?? []).Select(s => s.Plan.Template).DistinctBy(t => t.Split('@')[0]).ToDictionary(t => t.Split('@')[0]);
        return OrderPlan.Of(items, Template, ItemFacts.Holds);

        OrderTemplate Template(ProductOrderItem item)
        {
            var newest = library.For(item, isPart ? Reach.Part : ItemFacts.ReachOf(item, units.ProvinceOf));
            return kept.TryGetValue(newest.Template, out var at) && int.TryParse(at[(at.IndexOf('@') + 1)..], out var version) ? library.Find(newest.Template, version) ?? newest : newest;
        }
    }
}
