namespace Integration.CoreApp.Orders;

/// <summary>How far an order is, in numbers of steps.</summary>
public sealed record StepCounts(long Total, long Done, long Running, long Late, long Failed);

/// <summary>A step that is under way or has failed.</summary>
public sealed record CurrentStep(string Key, string Step, Title Title, string Role, string State, DateTimeOffset? DueAt, bool Late);

/// <summary>An order as a line of a list.</summary>
public sealed record OrderRow(
    string OrderNo, string Name, string CustomerNo, string? CustomerName, string State, string OrgUnit, string? ManagerId, string? ManagerName, string? ParentOrderNo, DateTimeOffset OrderedAt,
    DateOnly? RequestedOn, DateTimeOffset? ExpectedAt, DateTimeOffset? EndedAt, bool PredictedLate, StepCounts Steps, IReadOnlyList<CurrentStep> Current);

/// <summary>Which orders, and in which order. Empty lists restrict nothing.</summary>
/// <param name="Managers">Staff ids; <c>none</c>: nobody's.</param>
/// <param name="Sort">ordered, number, name, expected, requested.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record OrderSearch
{
    public string? Text { get; init; }

    public string? CustomerNo { get; init; }

    public IReadOnlyList<string> Managers { get; init; } = [];

    public IReadOnlyList<string> States { get; init; } = [];

    public IReadOnlyList<string> Units { get; init; } = [];

    public string? Step { get; init; }

    public string? Parent { get; init; }

    public bool Late { get; init; }

    public bool Predicted { get; init; }

    public bool Failed { get; init; }

    public bool Open { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string Sort { get; init; } = "ordered";

    public bool Descending { get; init; } = true;

    public (string Place, string OrderNo)? After { get; init; }

    public int Limit { get; init; } = 50;
}

/// <param name="Next">Where the page ended; null: it was the last one.</param>
/// <param name="Total">Counted no further than <see cref="OrderList.CountedAtMost"/>; null: not counted.</param>
public sealed record OrderRows(IReadOnlyList<OrderRow> Items, (string Place, string OrderNo)? Next, long? Total);

public sealed record StateCount(string Code, long Count);

public sealed record ManagerOrders(string StaffId, string Name, long Count);

public sealed record StepCount(string Step, Title Title, long Count);

/// <summary>What there is to filter open orders by.</summary>
public sealed record OrderFilters(IReadOnlyList<StateCount> States, IReadOnlyList<ManagerOrders> Managers, IReadOnlyList<StepCount> Steps);

/// <summary>A step on a person's list or on the fallout desk.</summary>
public sealed record TaskRow(
    string OrderNo, string OrderName, string CustomerNo, string? CustomerName, string OrgUnit, string? ManagerId, string? ManagerName, string Key, string Step, Title Title, string Role, bool Person, string State,
    DateTimeOffset? StartedAt, DateTimeOffset? WarnAt, DateTimeOffset? DueAt, bool Late, bool Warned, PageTrouble? Trouble)
{
    /// <summary>What the person who asks can do with it.</summary>
    public IReadOnlyList<string> Can { get; init; } = [];
}
