using Integration.CanonicalModel;
using Integration.CoreApp.Orders;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo.Chapters;

/// <summary>
/// A leased line across two cities as one order: checked, reserved and assigned at resource management, built by 97 at both ends, billed, in the archive, told to
/// customer service; the people's tasks in between are done, and what a system refuses is tried again.
/// </summary>
internal sealed class OneStopChapter(DemoScene scene) : IDemoChapter
{
    // Customer service's own code.
    private const string Done = "DONE";

    private OneStopOrder? _order;
    private OrderPageView? _done;

    // The faults of the day are played in the chapters of the systems.
    public void Misbehave()
    {
    }

    public IEnumerable<DemoStep> Steps(DemoStage stage) => stage == DemoStage.Evening ? [new("a leased line across two cities ordered, built and billed as one order", OrderAsync)] : [];

    public async Task CompareAsync(DemoComparison books, CancellationToken cancellationToken)
    {
        var (order, no) = (_done!, _order!.OrderNo + "-");
        long Asked(params string[] systems) => order.Steps.Where(s => systems.Contains(s.Do)).Sum(s => s.Turn);
        long Received(Books of, string @interface) => of.Entries(@interface).Where(e => e.Kind == BookKind.Received && e.Id.StartsWith(no, StringComparison.Ordinal)).Select(e => e.Id).Distinct().Count();
        books.Add("RES-1", "checks for the one-stop order", Asked("checkFeasibility"), Received(scene.Demo.Resource.Books, "RES-1"));
        books.Add("RES-2", "reservations and assignments for the one-stop order", Asked("reserveResource", "assignResource"), Received(scene.Demo.Resource.Books, "RES-2"));
        books.Add("N97-1", "work orders for the one-stop order", Asked("workOrderAEnd", "workOrderZEnd", "workOrderTrunk", "workOrderEquipment"), Received(scene.Demo.Ninety7.Books, "N97-1"));
        books.Add("BIL-4", "accounts for the one-stop order", Asked("startBilling"), Received(scene.Demo.Billing.Books, "BIL-4"));
        books.Add("CS-3", "one-stop orders told to be completed", order.State == "completed" ? 1 : 0, scene.Demo.ServiceDesk.Notices.Where(n => n.About == _order.OrderNo).Any(n => n.Says == Done) ? 1 : 0);
        var circuit = order.Steps.Select(s => s.Result.GetValueOrDefault("circuit")).OfType<string>().Last();
        var shown = await scene.Hub.Stores.Archive.FindByServiceNumberAsync(new ServiceNumber(circuit), null, cancellationToken);
        books.Add("RES-3", "circuits of the one-stop order in the archive", shown?.CustomerNo.Value == order.CustomerNo ? 1 : 0, 1);
    }

    private async Task OrderAsync(CancellationToken cancellationToken)
    {
        _order = await OneStopOrder.PlaceAsync(scene.Hub.Stores, $"demo-{scene.Run}", scene.Demo.World.Customer(6), scene.Demo.World.Customer(7), cancellationToken);
        await scene.Hub.UntilAsync(async () => (_done = await _order.WorkAsync(cancellationToken)).State == "completed", cancellationToken);
    }
}
