using Integration.CoreApp.Orders;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>Orders that ./run leaves on their way, so that the pages have something to show: under way, late, predicted late, on the fallout desk.</summary>
internal static class OrdersOnTheWay
{
    private sealed class Clock(TimeProvider time, TimeSpan behind) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() - behind;
    }

    /// <summary>Nothing, if the kept world has orders of an earlier start under way.</summary>
    public static async Task LeaveAsync(RunningHub hub, World world, string run, CancellationToken cancellationToken)
    {
        var stores = hub.Stores;
        if (stores.CoreApp.Orders is not { } office || (await office.List.ListAsync(new OrderSearch { Open = true, Limit = 1 }, Integration.Hub.Reach.Everything, count: false, cancellationToken)).Items.Count > 0)
            return;
        // Customers of the one who signs in as manager, so that these stand on that person's pages.
        var mine = Enumerable.Range(0, world.Customers).Select(world.Customer).Where(c => c.Manager.StaffNo == world.Customer(0).Manager.StaffNo).Take(4).ToList();
        var to = world.Customer(1);
        WorldCustomer Of(int n) => mine[n % mine.Count];
        var running = await OneStopOrder.PlaceAsync(stores, $"way-1-{run}", Of(0), to, cancellationToken);
        await AcceptedAsync(running, cancellationToken);
        await OneStopOrder.PlaceAsync(stores, $"way-2-{run}", Of(1), to, cancellationToken, requestedOn: office.Calendar.DayOf(stores.Time.GetUtcNow()).AddDays(2));
        // Handed in ten days ago by a clock that is behind, and nobody has looked at it since.
        var before = stores.OrdersAt(new Clock(stores.Time, TimeSpan.FromDays(10)))!;
        await OneStopOrder.PlaceAsync(stores, $"way-3-{run}", Of(2), to, cancellationToken, office: before);
        // There is no cable to that island: resource management says so, and somebody has to find a way.
        var failed = await OneStopOrder.PlaceAsync(stores, $"way-4-{run}", Of(3), to, cancellationToken, zAddress: "舟山市嵊泗岛码头1号");
        await AcceptedAsync(failed, cancellationToken);
        await hub.RestAsync(cancellationToken);
    }

    private static Task AcceptedAsync(OneStopOrder order, CancellationToken cancellationToken) => order.DoneAsync("leased-line-new-cross-city/accept", cancellationToken);
}
