using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>A step on the page of its order.</summary>
/// <param name="Do">Kind of step.</param>
/// <param name="System">Who carries it out; null: a person.</param>
/// <param name="UsualHours">Working hours that it mostly takes; null: too few have ended.</param>
public sealed record PageStep(
    string Key, string Step, string? ItemNo, Title Title, IReadOnlyList<string> After, string Do, bool Person, string Role, string? System, string State, int Turn,
    DateTimeOffset? StartedAt, DateTimeOffset? WarnAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt, DateTimeOffset? PredictedEnd, bool Late, bool Warned, bool PredictedLate, int Alerts, PageTrouble? Trouble,
    bool Undo, bool PointOfNoReturn, double SlaHours, double? UsualHours, IReadOnlyDictionary<string, string> Result)
{
    public IReadOnlyList<string> Can { get; init; } = [];
}

/// <summary>Why a step did not go as it should.</summary>
/// <param name="Words">Our own words in both languages; null: code and reason are another system's.</param>
public sealed record PageTrouble(string Code, string Reason, Title? Words)
{
    internal static PageTrouble? Of(StepTrouble? trouble) => trouble is null ? null : new(trouble.Code, trouble.Reason, OrderWords.Find(trouble.Code, trouble.Values));
}

/// <summary>Part of an order that another order carries out.</summary>
/// <param name="Visible">It is this hub's, and within reach.</param>
/// <param name="Circuit">As the unit that carries it out calls its end; null: it has not said so yet.</param>
public sealed record PagePart(string OrderNo, string Step, bool Visible, string? State, string? Unit, string? Circuit);

public sealed record PageEnd(string? Address, string? OrgUnit, string? AreaCode, string? Room, string? Port, string? ContactName, string? ContactPhone);

public sealed record PageItem(
    string? ItemNo, string? Action, string? Offering, string? ProductId, string? ServiceNo, int? Quantity, long? BandwidthKbps, string? AccountNo, long? MonthlyFeeFen, long? OneTimeFeeFen, PageEnd? AEnd, PageEnd? ZEnd);

/// <summary>All of one order.</summary>
public sealed record OrderPageView(
    string OrderNo, string Name, string CustomerNo, string? CustomerName, string State, string OrgUnit, string? ManagerId, string? ManagerName, string? ParentOrderNo, bool ParentVisible, DateTimeOffset OrderedAt,
    DateOnly? RequestedOn, DateTimeOffset? ExpectedAt, DateTimeOffset? EndedAt, bool PredictedLate, DateTimeOffset Deadline, long Revision, string? Reason, DateTimeOffset? HeldAt,
    IReadOnlyList<string> Templates, IReadOnlyList<PageItem> Items, IReadOnlyList<PageStep> Steps, IReadOnlyList<PagePart> SubOrders)
{
    public string? ServiceLevel { get; init; }

    public IReadOnlyList<string> Can { get; init; } = [];
}

/// <summary>A line of an order's history.</summary>
/// <param name="Note">A person's or another system's words; our own in English.</param>
/// <param name="Words">Our own words in both languages; null: code and note are somebody else's.</param>
public sealed record HistoryLine(long Number, DateTimeOffset At, string What, string? Step, string? Who, string? WhoName, string? Note, string? Code, string Message, Title? Words);

public static class PageWords
{
    public static string? SystemOf(TemplateStepDo step) => step switch
    {
        TemplateStepDo.Person => null,
        TemplateStepDo.CheckFeasibility or TemplateStepDo.ReserveResource or TemplateStepDo.AssignResource or TemplateStepDo.ReleaseResource => "resource",
        TemplateStepDo.WorkOrderAEnd or TemplateStepDo.WorkOrderZEnd or TemplateStepDo.WorkOrderTrunk or TemplateStepDo.WorkOrderEquipment => "n97",
        TemplateStepDo.StartBilling or TemplateStepDo.ChangeBilling or TemplateStepDo.StopBilling => "billing",
        TemplateStepDo.SubOrder => "peer",
        _ => "core",
    };

    internal static PageItem Of(ProductOrderItem i) => new(i.ItemNo.Value, WireNames.Of(i.Action), i.Offering.Value, i.ProductId?.Value, i.ServiceNo?.Value, i.Quantity, i.BandwidthKbps, i.AccountNo?.Value,
        i.MonthlyFee?.Fen, i.OneTimeFee?.Fen, Of(i.AEnd), Of(i.ZEnd));

    private static PageEnd? Of(ServiceEnd? e) => e is null ? null : new(e.Address, e.OrgUnit?.Value, e.AreaCode, e.Room, e.Port, e.ContactName, e.ContactPhone);
}
