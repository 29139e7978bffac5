using System.CommandLine;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Orders;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>One-stop orders 一站订单: hand in, look, and what a person does with their steps.</summary>
public static class OrderVerbs
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static IEnumerable<Command> All()
    {
        var orders = new Command("orders", "One-stop orders: hand one in, see where it is, tasks and fallout of the desks, templates.");
        foreach (var verb in new[] { Place(), Amend(), List(), Show(), Tasks(), Fallout(), Templates(), Check() })
            orders.Subcommands.Add(verb);
        foreach (var wish in Wishes())
            orders.Subcommands.Add(wish);
        return [orders];
    }

    private static Command Place()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON of a ProductOrderPlaced (see hub contracts export)" };
        return Verb.Make("place", "Hand an order in.", ["orders place order.json"], async (parse, output, ct) =>
        {
            if (parse.GetValue(file) is not { Exists: true } path)
                return Output.Fail($"File {parse.GetValue(file)} does not exist.", 2);
            ProductOrderPlaced order;
            try
            {
                order = CanonicalJson.Deserialize<ProductOrderPlaced>(await File.ReadAllBytesAsync(path.FullName, ct));
            }
            catch (Newtonsoft.Json.JsonException e)
            {
                return Output.Fail($"{path.Name}: {e.Message}", 2);
            }
            await using var aside = await AsideAsync(parse, ct);
            if (aside.Stores.OrderTemplates is null)
                return NotHere();
            await aside.PostAsync(order, order.OrderNo.Value, $"order:{order.OrderNo}", ct);
            var placed = await UntilAsync(() => aside.Stores.Orders.ShowAsync(order.OrderNo.Value, null, aside.Stores.Time.GetUtcNow(), ct), ct);
            return placed is null
                ? Output.Fail($"{order.OrderNo} was taken, and is not begun: the hub is not running, or it was rejected; hub trace {order.OrderNo} tells.")
                : Said(output, $"{order.OrderNo}: {placed.Order.State}, {placed.Steps.Count} steps.", placed.Order);
        }, file);
    }

    private static Command List()
    {
        var text = new Option<string>("--find") { Description = "Number, or part of the name" };
        var customer = new Option<string>("--customer") { Description = "Customer number" };
        var manager = new Option<string>("--manager") { Description = "Staff id of the account manager" };
        var state = new Option<string>("--state") { Description = "acknowledged, inProgress, held, cancelled, completed, …" };
        var step = new Option<string>("--step") { Description = "On this step now, e.g. reserve" };
        var unit = new Option<string[]>("--unit") { Description = "Of these units and all below them" };
        var late = new Option<bool>("--late") { Description = "Only those with a step whose time is over" };
        var open = new Option<bool>("--open") { Description = "Only those that are not over" };
        var limit = Limit();
        return Verb.OnStores("list", "List orders, the newest first.", ["orders list --open", "orders list --unit cn.zj --late --json"], async (parse, output, stores, ct) =>
        {
            var filter = new OrderFilter(parse.GetValue(text), parse.GetValue(customer), parse.GetValue(manager), parse.GetValue(state), parse.GetValue(step), parse.GetValue(late), parse.GetValue(open),
                OrgUnits: parse.GetValue(unit) is { Length: > 0 } units ? units : null, Limit: parse.GetValue(limit));
            var found = await stores.Orders.ListAsync(filter, stores.Time.GetUtcNow(), ct);
            output.List(found, "None.", ("order", o => o.OrderNo), ("state", o => o.State), ("name", o => o.Name), ("customer", o => o.CustomerNo), ("unit", o => o.OrgUnit), ("manager", o => o.Manager),
                ("ordered", o => At(o.OrderedAt)), ("late", o => Count(o.LateSteps)), ("failed", o => Count(o.FailedSteps)));
            return found.Count > 0 ? 0 : 1;
        }, text, customer, manager, state, step, unit, late, open, limit);
    }

    private static Command Show()
    {
        var number = Number();
        return Verb.OnStores("show", "One order: its steps in their order, and what happened.", ["orders show PO20261122001"], async (parse, output, stores, ct) =>
        {
            if (await stores.Orders.ShowAsync(parse.GetValue(number)!, null, stores.Time.GetUtcNow(), ct) is not { } order)
                return Output.Fail($"There is no order {parse.GetValue(number)}.");
            output.One(order, OrderPrinter.Print);
            return 0;
        }, number);
    }

    private static Command Tasks()
    {
        var role = new Option<string>("--role") { Description = "clerk, manager, resource, construction, billing …; default: all" };
        var limit = Limit();
        return Verb.OnStores("tasks", "What people have to do, the next due first.", ["orders tasks --role clerk"], async (parse, output, stores, ct) =>
            Steps(output, await stores.Orders.TasksAsync(parse.GetValue(role), null, parse.GetValue(limit), ct), "Nobody has anything to do."), role, limit);
    }

    private static Command Fallout()
    {
        var limit = Limit();
        return Verb.OnStores("fallout", "Steps that failed, with the other system's own words. Exit code 1 if there are any.", ["orders fallout"], async (parse, output, stores, ct) =>
        {
            var found = await stores.Orders.FalloutAsync(null, parse.GetValue(limit), ct);
            Steps(output, found, "Nothing has failed.");
            return found.Count == 0 ? 0 : 1;
        }, limit);
    }

    private static Command Templates() => Verb.OnStores("templates", "Templates in force, also those that people have drawn.", ["orders templates"], async (_, output, stores, ct) =>
    {
        if (stores.OrderTemplates is not { } shelf)
            return NotHere();
        await using var connection = await stores.OpenAsync(ct);
        output.List((await shelf.InForceAsync(connection, null, ct)).All, "None.", ("template", t => t.ToString()), ("title", t => OrderPrinter.In(t.Title)), ("does", t => string.Join(", ", t.Serves.Actions.Select(a => WireNames.Of(a)))),
            ("of", t => string.Join(", ", t.Serves.Offerings)), ("reach", t => string.Join(", ", t.Serves.Reach.Select(r => WireNames.Of(r)))), ("steps", t => Count(t.Steps.Count)));
        return 0;
    });

    private static Command Check()
    {
        var file = new Argument<FileInfo>("file") { Description = "A template's JSON file" };
        return Verb.Make("check", "Check a template: prints everything that is wrong with it.", ["orders check my-template.json"], async (parse, output, ct) =>
        {
            if (parse.GetValue(file) is not { Exists: true } path)
                return Output.Fail($"File {parse.GetValue(file)} does not exist.", 2);
            try
            {
                var template = TemplateJson.Read(await File.ReadAllTextAsync(path.FullName, ct), path.Name);
                return Said(output, $"{template} is sound: {template.Steps.Count} steps.", new { template = template.ToString(), steps = template.Steps.Count });
            }
            catch (TemplateException e)
            {
                return Output.Fail($"{path.Name} has {e.Problems.Count} problem(s):\n" + string.Join('\n', e.Problems.Select(p => $"  {p.Code}: {p.Message}")));
            }
        }, file);
    }

    private static IEnumerable<Command> Wishes() =>
    [
        Wish("done", "A person has done the step.", OrderWish.CompleteStep, step: true, reason: false),
        Wish("retry", "Do a failed step once more.", OrderWish.RetryStep, step: true, reason: false),
        Wish("skip", "A failed step was seen to by other means.", OrderWish.SkipStep, step: true, reason: true),
        Wish("hold", "Begin nothing new until resumed; the clocks stop.", OrderWish.Hold, step: false, reason: true),
        Wish("resume", "Go on.", OrderWish.Resume, step: false, reason: false),
        Wish("cancel", "Undo what was done, in reverse order; refused past the point of no return.", OrderWish.Cancel, step: false, reason: true),
    ];

    private static Command Wish(string name, string description, OrderWish wish, bool step, bool reason)
    {
        var number = Number();
        var at = new Argument<string>("step") { Description = "As hub orders show names it, e.g. reserve/1" };
        var why = new Option<string>("--reason") { Description = "Why; kept for ever", Required = true };
        Symbol[] symbols = [number, .. step ? new Symbol[] { at } : [], .. reason ? new Symbol[] { why } : []];
        var example = $"orders {name} PO20261122001{(step ? " reserve/1" : "")}{(reason ? " --reason \"客户要求\"" : "")}";
        return Verb.Make(name, description, [example], (parse, output, ct) =>
            WishAsync(parse, parse.GetValue(number)!, wish, step ? parse.GetValue(at) : null, reason ? parse.GetValue(why) : null, [], output, ct), symbols);
    }

    private static Command Amend()
    {
        var number = Number();
        var file = new Argument<FileInfo>("file") { Description = "JSON array of all items as they shall be, in the form of a ProductOrderPlaced (see hub contracts export)" };
        var why = new Option<string>("--reason") { Description = "Why; kept for ever", Required = true };
        return Verb.Make("amend", "Change what is ordered; only the steps that it concerns are done again.", ["orders amend PO20261122001 items.json --reason \"客户要求提速\""], async (parse, output, ct) =>
        {
            if (parse.GetValue(file) is not { Exists: true } path)
                return Output.Fail($"File {parse.GetValue(file)} does not exist.", 2);
            try
            {
                // Read as a canonical message's own items, so that what is missing or misspelt is told as it is there.
                var text = $$"""{"requestId":"x","orderNo":"x","wish":"amend","staff":"x","requestedAt":"2000-01-01T00:00:00Z","items":{{await File.ReadAllTextAsync(path.FullName, ct)}}}""";
                var items = CanonicalJson.Deserialize<OrderActionRequested>(System.Text.Encoding.UTF8.GetBytes(text)).Items;
                return await WishAsync(parse, parse.GetValue(number)!, OrderWish.Amend, null, parse.GetValue(why), items, output, ct);
            }
            catch (Newtonsoft.Json.JsonException e)
            {
                return Output.Fail($"{path.Name}: {e.Message}", 2);
            }
            catch (CanonicalJsonException e)
            {
                return Output.Fail($"{path.Name}: {e.Message}", 2);
            }
        }, number, file, why);
    }

    private static async Task<int> WishAsync(
        ParseResult parse, string orderNo, OrderWish wish, string? step, string? reason, IReadOnlyList<ProductOrderItem> items, Output output, CancellationToken cancellationToken)
    {
        await using var aside = await AsideAsync(parse, cancellationToken);
        if (await aside.Stores.Orders.ShowAsync(orderNo, null, aside.Stores.Time.GetUtcNow(), cancellationToken) is null)
            return Output.Fail($"There is no order {orderNo}.");
        var id = Guid.NewGuid().ToString("N");
        var message = await aside.PostAsync(new OrderActionRequested
        {
            RequestId = new(id), OrderNo = new(orderNo), Wish = wish, Step = step, Reason = reason, Items = items, Staff = new(Environment.UserName), RequestedAt = aside.Stores.Time.GetUtcNow(),
        }, orderNo, id, cancellationToken);
        return await OutcomeAsync(aside.Stores, orderNo, message, output, cancellationToken);
    }

    // The wish is a message like any other; what became of it stands in the order's history.
    private static async Task<int> OutcomeAsync(Stores stores, string orderNo, MessageId message, Output output, CancellationToken cancellationToken)
    {
        OrderDetail? order = null;
        var line = await UntilAsync(async () =>
        {
            order = await stores.Orders.ShowAsync(orderNo, null, stores.Time.GetUtcNow(), cancellationToken);
            return order?.History.FirstOrDefault(h => h.Message == message.ToString());
        }, cancellationToken);
        return line switch
        {
            null => Output.Fail($"Taken as message {message}, and not carried out yet: the hub is not running, or there was nothing to change. hub orders show {orderNo} tells."),
            { What: "refused" } => Output.Fail($"Refused: {OrderPrinter.In(line.Words) ?? line.Note}"),
            _ => Said(output, $"{orderNo}: {line.What}, the order is {order!.Order.State}.", order.Order),
        };
    }

    private static async Task<T?> UntilAsync<T>(Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class
    {
        for (var looks = 0; ; looks++)
        {
            if (await look() is { } found)
                return found;
            if (looks == 50)
                return null;
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    private static Task<HubAside> AsideAsync(ParseResult parse, CancellationToken cancellationToken) =>
        HubAside.OpenAsync(parse.GetValue(Verb.Config)!.FullName, $"cli-{Environment.ProcessId}", cancellationToken);

    private static int NotHere() => Output.Fail("This hub carries out no orders: add 'orders: {}' to hub.yaml (see Configuration) and restart it.");

    private static int Steps(Output output, IReadOnlyList<StepView> steps, string none)
    {
        output.List(steps, none, ("order", s => s.OrderNo), ("step", s => s.Step), ("state", s => s.State), ("role", s => s.Role), ("due", s => At(s.DueAt)), ("name", s => s.OrderName), ("why", s => OrderPrinter.In(s.Words) ?? s.Trouble));
        return steps.Count > 0 ? 0 : 1;
    }

    private static int Said(Output output, string words, object of)
    {
        output.Said(words, of);
        return 0;
    }

    private static Argument<string> Number() => new("order") { Description = "Order number" };

    private static Option<int> Limit() => new("--limit") { Description = "At most so many", DefaultValueFactory = _ => 100 };

    private static string? At(DateTimeOffset? at) => at?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Count(long count) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture);
}
