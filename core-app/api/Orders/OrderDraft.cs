using System.Globalization;
using System.Text.RegularExpressions;
using Integration.CanonicalModel;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Pages;
using Integration.CoreApp.Orders;

namespace Integration.CoreApp.Api.Orders;

/// <summary>An order as a person hands it in.</summary>
public sealed record NewOrderRequest(string? RequestId, string? CustomerNo, string? Name, DateOnly? RequestedOn, IReadOnlyList<PageItem>? Items);

/// <summary>An order that can be handed in.</summary>
internal sealed record OrderDraft(CustomerView Customer, string Name, DateOnly? RequestedOn, IReadOnlyList<ProductOrderItem> Items, IReadOnlyList<PlannedStep> Plan);

/// <summary>Looks at an order before it is handed in, all of it, and tells every problem at its field.</summary>
internal sealed partial class OrderDraftCheck(CoreAppParts parts, OrderOffice office, Visitor visitor)
{
    private const int MostItems = 20;
    private const long LeastKbps = 64, MostKbps = 100_000_000;
    private const long MostFen = 10_000_000_000;

    private readonly EntryCheck _check = new();
    private IReadOnlyList<string> _units = [];

    /// <exception cref="InvalidEntryException">Something is wrong; carries all of it.</exception>
    public async Task<OrderDraft> CheckAsync(NewOrderRequest request, CancellationToken cancellationToken)
    {
        var name = _check.Text("name", request.Name, 100, required: true) ?? "";
        var today = office.Calendar.DayOf(parts.Time.GetUtcNow());
        if (request.RequestedOn < today)
            _check.Problem("requestedOn", "past", ("today", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (request.RequestedOn > today.AddYears(2))
            _check.Problem("requestedOn", "tooFar");
        var customer = await CustomerAsync(request.CustomerNo, cancellationToken);
        var items = await ItemsAsync(request.Items, customer, [], cancellationToken);
        _check.Throw();
        return new OrderDraft(customer!, name, request.RequestedOn, items, await PlanAsync(items, cancellationToken));
    }

    /// <summary>Items of an order that is under way, as they shall be.</summary>
    /// <param name="taken">Numbers of the items that it has.</param>
    public async Task<IReadOnlyList<ProductOrderItem>> CheckItemsAsync(IReadOnlyList<PageItem>? items, string customerNo, IReadOnlyList<string> taken, CancellationToken cancellationToken)
    {
        var customer = await CustomerAsync(customerNo, cancellationToken);
        var made = await ItemsAsync(items, customer, taken, cancellationToken);
        _check.Throw();
        await PlanAsync(made, cancellationToken);
        return made;
    }

    private async Task<CustomerView?> CustomerAsync(string? number, CancellationToken cancellationToken)
    {
        if (_check.Text("customerNo", number, 60, required: true) is not { } text)
            return null;
        var customer = await parts.Page.FindAsync(text, visitor.Reach, cancellationToken) is { } no ? (await parts.Page.ShowAsync(no, cancellationToken))?.Customer : null;
        if (customer is null)
            _check.Problem("customerNo", "unknown");
        return customer;
    }

    private async Task<IReadOnlyList<ProductOrderItem>> ItemsAsync(IReadOnlyList<PageItem>? items, CustomerView? customer, IReadOnlyList<string> taken, CancellationToken cancellationToken)
    {
        if (items is not { Count: > 0 })
            _check.Problem("items", "required");
        if (items is { Count: > MostItems })
            _check.Problem("items", "tooLong", ("max", MostItems.ToString(CultureInfo.InvariantCulture)));
        _units = [.. (await parts.Units.ListAsync(cancellationToken)).Select(u => u.Code)];
        var accounts = customer is null ? [] : (await parts.Page.AccountsAsync(customer.CustomerNo, cancellationToken)).Select(a => a.AccountNo).ToHashSet();
        var made = new List<ProductOrderItem>();
        var numbers = taken.ToHashSet();
        foreach (var (item, at) in (items ?? []).Take(MostItems).Select((item, n) => (item, $"items[{n}]")))
        {
            if (item is null)
                _check.Problem(at, "required");
            else
                made.Add(await ItemAsync(item, at, Number(item, at, taken, numbers), customer, accounts, cancellationToken));
        }

        if (made.DistinctBy(i => i.ItemNo).Count() != made.Count)
            _check.Problem("items", "notAllowed");
        // A suspended customer's lines come back, or go; nothing new is put on them.
        if (customer is { Status: "left" } || (customer is { Status: "suspended" } && made.Exists(i => i.Action is not (OrderAction.Resume or OrderAction.Terminate))))
            _check.Problem("customerNo", "notAllowed", ("status", customer.Status));
        return made;
    }

    private string Number(PageItem item, string at, IReadOnlyList<string> taken, HashSet<string> numbers)
    {
        if (!string.IsNullOrEmpty(item.ItemNo))
        {
            if (!taken.Contains(item.ItemNo))
                _check.Problem(at + ".itemNo", "unknown");
            return item.ItemNo;
        }

        var next = Enumerable.Range(1, int.MaxValue - 1).Select(n => n.ToString(CultureInfo.InvariantCulture)).First(n => !numbers.Contains(n));
        numbers.Add(next);
        return next;
    }

    private async Task<ProductOrderItem> ItemAsync(PageItem item, string at, string number, CustomerView? customer, HashSet<string> accounts, CancellationToken cancellationToken)
    {
        var action = _check.Code<OrderAction>(at + ".action", item.Action);
        var service = _check.Text(at + ".serviceNo", item.ServiceNo, 40, required: item.Action is not (null or "" or "new"));
        // What stands there already says what is not said anew.
        var product = service is null || customer is null || action == OrderAction.New ? null
            : (await parts.Page.ProductsAsync(customer.CustomerNo, service, null, null, 50, cancellationToken)).Items.FirstOrDefault(p => p.ServiceNo == service || p.CircuitNo == service);
        if (service is not null && customer is not null && action != OrderAction.New && product is null)
            _check.Problem(at + ".serviceNo", "unknown");
        var offering = _check.Text(at + ".offering", string.IsNullOrWhiteSpace(item.Offering) ? product?.Offering : item.Offering, 40, required: true) ?? "-";
        var (a, z) = (End(at + ".aEnd", item.AEnd, product?.AEnd, offering), End(at + ".zEnd", item.ZEnd, product?.ZEnd, offering));
        var places = action is OrderAction.New or OrderAction.Move;
        if (a is null && places)
            _check.Problem(at + ".aEnd.address", "required");
        if (z is null && places && IsLine(offering))
            _check.Problem(at + ".zEnd", "required");
        if (a is not null && z is not null && a.Address == z.Address && a.OrgUnit == z.OrgUnit && a.Room == z.Room)
            _check.Problem(at + ".zEnd", "sameEnds");
        Bandwidth(at, item.BandwidthKbps, action, offering);
        if (item.Quantity is < 1 or > 1000)
            _check.Problem(at + ".quantity", "notAllowed", ("min", "1"), ("max", "1000"));
        var account = _check.Text(at + ".accountNo", item.AccountNo, 60);
        if (account is not null && customer is not null && !accounts.Contains(account))
            _check.Problem(at + ".accountNo", "unknown");
        return new ProductOrderItem
        {
            ItemNo = new(number), Action = action, Offering = new(offering), State = ProductOrderState.Acknowledged, ProductId = product?.ProductId is { } id ? new ProductId(id) : null,
            ServiceNo = (product?.ServiceNo ?? service) is { } line && action != OrderAction.New ? new ServiceNumber(line) : null, Quantity = item.Quantity ?? 1, AEnd = a, ZEnd = z,
            BandwidthKbps = item.BandwidthKbps ?? product?.BandwidthKbps, AccountNo = (account ?? product?.AccountNo) is { } billed ? new AccountNumber(billed) : null,
            MonthlyFee = Fee(at + ".monthlyFeeFen", item.MonthlyFeeFen), OneTimeFee = Fee(at + ".oneTimeFeeFen", item.OneTimeFeeFen),
        };
    }

    private void Bandwidth(string at, long? kbps, OrderAction action, string offering)
    {
        var needed = action is OrderAction.New or OrderAction.Change && (IsLine(offering) || offering.StartsWith("VPN", StringComparison.Ordinal) || offering.StartsWith("INTERNET", StringComparison.Ordinal));
        if (kbps is null && needed)
            _check.Problem(at + ".bandwidthKbps", "required");
        if (kbps is < LeastKbps or > MostKbps)
            _check.Problem(at + ".bandwidthKbps", "notAllowed", ("min", LeastKbps.ToString(CultureInfo.InvariantCulture)), ("max", MostKbps.ToString(CultureInfo.InvariantCulture)));
    }

    private ServiceEnd? End(string at, PageEnd? end, EndView? known, string offering)
    {
        end ??= known is null ? null : new PageEnd(known.Address, known.OrgUnit, known.AreaCode, known.Room, known.Port, known.ContactName, known.ContactPhone);
        if (end is null)
            return null;
        var unit = _check.Text(at + ".orgUnit", end.OrgUnit, 60, required: IsLine(offering));
        // Of a province whose tree is known here every local network is known; a peer's are its own affair.
        if (unit is not null && (!Unit().IsMatch(unit) || (!_units.Contains(unit) && _units.Any(u => office.Units.ProvinceOf(new(u)) == office.Units.ProvinceOf(new(unit))))))
            _check.Problem(at + ".orgUnit", "unknown");
        return new ServiceEnd
        {
            Address = _check.Text(at + ".address", end.Address, 200, required: true) ?? "-", OrgUnit = unit is null ? null : new OrgUnitCode(unit), AreaCode = _check.Text(at + ".areaCode", end.AreaCode, 10),
            Room = _check.Text(at + ".room", end.Room, 60), Port = _check.Text(at + ".port", end.Port, 60), ContactName = _check.Text(at + ".contactName", end.ContactName, 60), ContactPhone = _check.Phone(at + ".contactPhone", end.ContactPhone),
        };
    }

    private Money? Fee(string at, long? fen)
    {
        if (fen is < 0 or > MostFen)
            _check.Problem(at, "notAllowed", ("min", "0"), ("max", MostFen.ToString(CultureInfo.InvariantCulture)));
        return fen is { } amount ? new Money(amount, "CNY") : null;
    }

    // One item after the other, so that each is told at its own field.
    private async Task<IReadOnlyList<PlannedStep>> PlanAsync(IReadOnlyList<ProductOrderItem> items, CancellationToken cancellationToken)
    {
        var library = await office.Designer.LibraryAsync(cancellationToken);
        foreach (var (item, n) in items.Select((item, n) => (item, n)))
        {
            try
            {
                library.For(item, ItemFacts.ReachOf(item, office.Units.ProvinceOf));
            }
            catch (OrderRefusedException e) when (e.Code == "order.several-templates")
            {
                _check.Problem($"items[{n}].offering", "severalTemplates", ("templates", e.Values["templates"]));
            }
            catch (OrderRefusedException)
            {
                var known = library.All.Any(t => t.Serves.Offerings.Any(o => new TemplateScope([OrderAction.New], [o], []).Fits(OrderAction.New, item.Offering.Value, default)));
                _check.Problem($"items[{n}].offering", known ? "noTemplate" : "unknown", ("reach", WireNames.Of(ItemFacts.ReachOf(item, office.Units.ProvinceOf))));
            }
        }

        _check.Throw();
        return await office.PlanAsync(items, cancellationToken);
    }

    private static bool IsLine(string offering) => offering.StartsWith("LEASED_LINE", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$")]
    private static partial Regex Unit();
}
