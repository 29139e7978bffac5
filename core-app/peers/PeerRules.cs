using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.CoreApp.Peers;

/// <summary>What a message is to its peers: within which key its order is kept, and who is to hear of it.</summary>
internal readonly record struct Telling(string Key, IReadOnlyList<PeerLink> To)
{
    public static Telling Nobody(string key) => new(key, []);
}

/// <summary>Who is told what. Never the peer it came from; archive changes never a peer on whose side they arose.</summary>
/// <param name="from">The peer that sent the message; null: it was born here, or another system said it.</param>
/// <param name="hasReceiver">Somebody here does what the message asks for.</param>
internal sealed class PeerRules(PeerLinks links, PeerBook book, PeerLink? from, bool hasReceiver, DateTimeOffset now)
{
    public async Task<Telling> OfAsync(object message, CancellationToken cancellationToken)
    {
        var telling = message switch
        {
            CustomerProfileChanged m => await CustomerAsync(m, cancellationToken),
            BillingAccountProfileChanged m => await OfCustomerAsync(m.CustomerNo, cancellationToken),
            ProductProfileChanged m => await OfCustomerAsync(m.CustomerNo, cancellationToken),
            AgreementProfileChanged m => await OfCustomerAsync(m.CustomerNo, cancellationToken),
            CustomerMerged m => Merge(m.System, m.IntoCustomerNo, m.OrgUnit),
            CustomerMergeUndone m => Merge(m.System, m.FromCustomerNo, m.OrgUnit),
            PlaceSubOrder m => await PlacedAsync(m, cancellationToken),
            CancelSubOrder m => await CancelledAsync(m, cancellationToken),
            ProductOrderStateChanged m => await ProgressAsync(m.OrderNo, cancellationToken),
            MilestoneStateChanged m => await ProgressAsync(m.OrderNo, cancellationToken),
            JeopardyAlerted m => await ProgressAsync(m.OrderNo, cancellationToken),
            WarningRaised m => await WarningAsync(m, cancellationToken),
            WarningStateChanged m => new Telling(m.WarningId.Value, await book.IsToldAsync(m.WarningId.Value, cancellationToken) ? Above() : []),
            GroupBillContributed m => new Telling(m.BillNo.Value, from is null ? Above() : []),
            SettlementShareCalculated m => new Telling(m.BillNo.Value, Only(links.Below(m.OrgUnit.Value))),
            _ => throw new InvalidOperationException($"no rule for {message.GetType().Name}"),
        };
        return telling with { To = [.. telling.To.Where(l => l != from).Distinct()] };
    }

    // A customer that has moved is told to both: the former unit must learn that it is no longer its own.
    private async Task<Telling> CustomerAsync(CustomerProfileChanged m, CancellationToken cancellationToken)
    {
        var before = await book.UnitOfAsync(m.CustomerNo.Value, cancellationToken);
        await book.CustomerAsync(m.CustomerNo.Value, m.OrgUnit.Value, m.OccurredAt, cancellationToken);
        return new(m.CustomerNo.Value, [.. Above(), .. Only(links.Below(m.OrgUnit.Value)), .. Only(before is null ? null : links.Below(before))]);
    }

    private async Task<Telling> OfCustomerAsync(CustomerNumber customer, CancellationToken cancellationToken)
    {
        if (links.All.All(l => l == links.Above))
            return new(customer.Value, Above());
        var unit = await book.UnitOfAsync(customer.Value, cancellationToken) ?? throw Refused("peers.unknown-customer",
            $"customer {customer} is not known here yet, so neither is the province that is to hear of this; resume when its CustomerProfileChanged has come");
        return new(customer.Value, [.. Above(), .. Only(links.Below(unit))]);
    }

    // Under what numbers a system of this hub knows its customers says nothing to another hub.
    private Telling Merge(SystemCode? system, CustomerNumber customer, OrgUnitCode unit) =>
        system is null ? new(customer.Value, [.. Above(), .. Only(links.Below(unit.Value))]) : Telling.Nobody(customer.Value);

    private async Task<Telling> PlacedAsync(PlaceSubOrder m, CancellationToken cancellationToken)
    {
        var (order, unit) = (m.Order.OrderNo.Value, m.Order.OrgUnit.Value);
        var to = links.Toward(unit);
        if (from is not null)
            await book.NoteSubOrderAsync(order, PeerBook.Received, from.Unit, m.Order.ParentOrderNo?.Value, now, cancellationToken);
        if (to is not null && to != from)
            await book.NoteSubOrderAsync(order, PeerBook.Sent, to.Unit, m.Order.ParentOrderNo?.Value, now, cancellationToken);
        else if (to is not null || (from is null && !PeerLinks.Covers(links.Self, unit)))
            throw Refused("peers.no-way", $"sub-order {order} is for {unit}, and no peer of {links.Self} leads there; peers are {string.Join(", ", links.All.Select(l => l.Unit))}");
        else
            Need(m, hasReceiver);
        return new(order, Only(to));
    }

    private async Task<Telling> CancelledAsync(CancelSubOrder m, CancellationToken cancellationToken)
    {
        if (await book.SubOrderAsync(m.OrderNo.Value, PeerBook.Sent, cancellationToken) is { } unit)
            return new(m.OrderNo.Value, [.. links.All.Where(l => l.Unit == unit)]);
        if (await book.SubOrderAsync(m.OrderNo.Value, PeerBook.Received, cancellationToken) is null)
            throw Refused("peers.unknown-sub-order", $"sub-order {m.OrderNo} was neither sent to a peer nor received from one; resume when its PlaceSubOrder has come, or discard");
        Need(m, hasReceiver);
        return Telling.Nobody(m.OrderNo.Value);
    }

    private async Task<Telling> ProgressAsync(OrderNumber order, CancellationToken cancellationToken) =>
        await book.SubOrderAsync(order.Value, PeerBook.Received, cancellationToken) is { } unit
            ? new(order.Value, [.. links.All.Where(l => l.Unit == unit)])
            : Telling.Nobody(order.Value);

    // What is wrong with a hub's own interfaces is for its own operations.
    private async Task<Telling> WarningAsync(WarningRaised m, CancellationToken cancellationToken)
    {
        if (m.Kind == WarningKind.Interface || links.Above is null || from == links.Above)
            return Telling.Nobody(m.WarningId.Value);
        await book.ToldAsync(m.WarningId.Value, now, cancellationToken);
        return new(m.WarningId.Value, Above());
    }

    private IReadOnlyList<PeerLink> Above() => Only(links.Above);

    private static IReadOnlyList<PeerLink> Only(PeerLink? link) => link is null ? [] : [link];

    // Told to peers or not, a request that nobody here does would be done by nobody.
    private static void Need(object message, bool receiver)
    {
        if (!receiver)
            throw Refused("route.no-receiver", $"No part of this hub takes the request {message.GetType().Name}. Add it to an outbound interface, then resume.");
    }

    private static InBoxDataException Refused(string code, string text) => new(new Failure(FailureKind.Data, code, text));
}
