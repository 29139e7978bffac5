using System.Collections.Immutable;

namespace Integration.Specs.Orders;

/// <summary>What orders are tried on: a calendar of Shanghai and orders of the shipped templates.</summary>
internal static class Given
{
    /// <summary>Monday, nine o'clock in Shanghai.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));

    public static readonly WorkingCalendar Calendar = new(
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        [(new(9, 0), new(12, 0)), (new(13, 0), new(18, 0))],
        new HashSet<DateOnly> { new(2026, 10, 1), new(2026, 10, 2) },
        new HashSet<DateOnly> { new(2026, 10, 10) });

    public static Customer CustomerOf(CustomerNumber no) =>
        new() { CustomerNo = no, Name = "杭州第一机床厂", Status = CustomerStatus.Active, ServiceLevel = ServiceLevel.Gold, OrgUnit = new("ZJ-HZ") };

    public static ProductOrderItem Line(string no = "1", string? zEnd = "宁波市中山东路 1 号") => new()
    {
        ItemNo = new(no),
        Action = OrderAction.New,
        Offering = new("LEASED_LINE"),
        State = ProductOrderState.Acknowledged,
        Quantity = 1,
        AEnd = new ServiceEnd { Address = "杭州市延安路 1 号", OrgUnit = new("ZJ-HZ") },
        ZEnd = zEnd is null ? null : new ServiceEnd { Address = zEnd, OrgUnit = new("ZJ-NB") },
        BandwidthKbps = 10_000,
        AccountNo = new("057110000001"),
        MonthlyFee = new Money(800_000, "CNY"),
    };

    public static OrderTemplate Template(params TemplateStep[] steps) =>
        new("trial", 1, new("试", "Trial"), new TemplateScope([OrderAction.New], ["*"], []), steps);

    public static TemplateStep Step(string key, params string[] after) =>
        new(key, new(key, key), after, TemplateStepDo.Person, OrderRole.Clerk, PerItem: false, [], SlaHours: 8);

    public static TemplateStep BySystem(string key, TemplateStepDo what, params string[] after) =>
        new(key, new(key, key), after, what, OrderRole.Resource, PerItem: true, [], SlaHours: 8, Undo: StepAction.Of(what).CanUndo);

    public static IReadOnlyList<PlannedStep> Plan(OrderTemplate template, params ProductOrderItem[] items) => OrderPlan.Of(items, _ => template, ItemFacts.Holds);
}

/// <summary>An order under way, with what it asked for.</summary>
internal sealed class Journey
{
    private readonly OrderMachine _machine = new(Given.Calendar);

    public Journey(OrderTemplate template, params ProductOrderItem[] items)
    {
        Template = template;
        Order = OrderRun.New(new("O2026112300001"), items, Given.Plan(template, items));
        Happens(new OrderEvent.Placed());
    }

    public OrderTemplate Template { get; }

    public OrderRun Order { get; private set; }

    public DateTimeOffset Now { get; set; } = Given.Monday;

    /// <summary>Everything that was to be done outside, in order.</summary>
    public List<OrderEffect> Effects { get; } = [];

    public string States => string.Join(' ', Order.Steps.Values.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}:{s.State}"));

    public RunningStep this[string key] => Order.Steps[key];

    public Journey Happens(OrderEvent e)
    {
        (Order, var effects) = _machine.Apply(Order, e, Now);
        Effects.AddRange(effects);
        return this;
    }

    public Journey Ends(params string[] keys)
    {
        foreach (var key in keys)
            Happens(new OrderEvent.StepEnded(key, this[key].Turn, ImmutableDictionary<string, string>.Empty));
        return this;
    }

    public Journey Fails(string key, string code = "R-1") => Happens(new OrderEvent.StepFailed(key, this[key].Turn, new(code, "无可用端口")));

    public Journey IsUndone(string key) => Happens(new OrderEvent.StepUndone(key, this[key].Turn));

    public Journey Amends(params ProductOrderItem[] items) => Happens(new OrderEvent.Amend(items, Given.Plan(Template, items)));

    /// <summary>Keys of the steps that were asked to be done, undone or changed, e.g. <c>+reserve/1 -reserve/1 ~work-a/1</c>.</summary>
    public string Asked() => string.Join(' ', Effects.Select(e => e switch
    {
        OrderEffect.Do d => "+" + d.Key,
        OrderEffect.Undo u => "-" + u.Key,
        OrderEffect.Change c => "~" + c.Key,
        _ => null,
    }).OfType<string>());
}
