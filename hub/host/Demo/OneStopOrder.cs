using Integration.CanonicalModel;
using Integration.CoreApp.Orders;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>A one-stop order of the demo world, and the people who work on it: by the same desk that the core app's pages stand at.</summary>
internal sealed class OneStopOrder(Stores stores, string orderNo)
{
    // The audit log of the core app says what a person did; this one works for all of them.
    private static readonly OrderPerson Everybody = new("demo", "demo", "演示", (_, _, _, _, _, _) => Task.CompletedTask);

    public string OrderNo => orderNo;

    private static OrderOffice Office(Stores stores) => stores.CoreApp.Orders ?? throw new InvalidOperationException("the demo's hub carries out no orders: 'orders:' is missing in its hub.yaml");

    /// <summary>A leased line from a customer's office to an address in the city of another.</summary>
    /// <param name="office">Where it is handed in; null: at the hub's own desk.</param>
    /// <param name="zAddress">Null: the other customer's.</param>
    public static async Task<OneStopOrder> PlaceAsync(
        Stores stores, string requestId, WorldCustomer from, WorldCustomer to, CancellationToken cancellationToken, DateOnly? requestedOn = null, string? zAddress = null, OrderOffice? office = null)
    {
        var placed = await (office ?? Office(stores)).Desk.PlaceAsync(requestId, (no, now) => new ProductOrderPlaced
        {
            OrderNo = no, CustomerNo = new(from.Number), Name = $"{from.ShortName}{from.Place.City}至{to.Place.City} 10M 专线", State = ProductOrderState.Acknowledged, OrgUnit = new(from.OrgUnit),
            AccountManager = new StaffMember { StaffId = new(from.Manager.StaffNo), Name = from.Manager.Name, Phone = from.Manager.Phone }, OrderedAt = now, OccurredAt = now, RequestedCompletionOn = requestedOn,
            Items =
            [
                new ProductOrderItem
                {
                    ItemNo = new("1"), Action = OrderAction.New, Offering = new("LEASED_LINE"), State = ProductOrderState.Acknowledged, Quantity = 1, BandwidthKbps = 10_240, MonthlyFee = new Money(800_000, "CNY"),
                    OneTimeFee = new Money(200_000, "CNY"),
                    AEnd = new ServiceEnd { Address = from.Address, OrgUnit = new(from.OrgUnit), AreaCode = from.Place.AreaCode, ContactName = from.Contact.Name, ContactPhone = from.Contact.Phone },
                    ZEnd = new ServiceEnd { Address = zAddress ?? to.Address, OrgUnit = new(to.OrgUnit), AreaCode = to.Place.AreaCode, ContactName = to.Contact.Name, ContactPhone = to.Contact.Phone },
                },
            ],
        }, Everybody, cancellationToken);
        return new OneStopOrder(stores, placed);
    }

    public async Task<OrderPageView> SeeAsync(CancellationToken cancellationToken) =>
        await Office(stores).Page.ShowAsync(orderNo, Integration.Hub.Reach.Everything, cancellationToken) ?? throw new InvalidOperationException($"there is no order {orderNo}");

    /// <summary>People look at the order once: they do what is on their lists, and try again what failed. Tells how it stood.</summary>
    /// <param name="enough">An order that stands so is left as it is.</param>
    public async Task<OrderPageView> WorkAsync(CancellationToken cancellationToken, Func<OrderPageView, bool>? enough = null)
    {
        var order = await SeeAsync(cancellationToken);
        if (enough?.Invoke(order) == true)
            return order;
        foreach (var step in order.Steps.Where(s => s is { Person: true, State: "inProgress" } or { State: "failed" }))
            await DoAsync(order, step.State == "failed" ? OrderWish.RetryStep : OrderWish.CompleteStep, step.Key, step.Turn, cancellationToken);
        return order;
    }

    /// <summary>A person says that the step is done.</summary>
    public async Task DoneAsync(string step, CancellationToken cancellationToken) => await DoAsync(await SeeAsync(cancellationToken), OrderWish.CompleteStep, step, 1, cancellationToken);

    /// <summary>A person wants something of the order as it stands.</summary>
    public Task WishAsync(OrderPageView order, OrderWish wish, string? step, string reason, CancellationToken cancellationToken)
    {
        var request = Guid.NewGuid().ToString("N");
        return Office(stores).Desk.ActAsync(
            request, new OrderActionRequested { RequestId = new("-"), OrderNo = new(orderNo), Wish = wish, Step = step, Reason = reason, Staff = new(order.ManagerId ?? "demo"), RequestedAt = stores.Time.GetUtcNow() },
            order.CustomerNo, null, Everybody, cancellationToken);
    }

    private Task DoAsync(OrderPageView order, OrderWish wish, string step, int turn, CancellationToken cancellationToken)
    {
        // Made of what is wanted, so that a second look at the same state asks for the same.
        var request = $"{orderNo}:{step}:{turn}:{wish}";
        return Office(stores).Desk.ActAsync(
            request, new OrderActionRequested { RequestId = new("-"), OrderNo = new(orderNo), Wish = wish, Step = step, Staff = new(order.ManagerId ?? "demo"), RequestedAt = stores.Time.GetUtcNow() }, order.CustomerNo, null, Everybody, cancellationToken);
    }
}
