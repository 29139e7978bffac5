namespace Integration.CoreApp.Orders;

/// <summary>What an order item says that a step may build on.</summary>
[Flags]
public enum ItemAspects
{
    None = 0,
    AEnd = 1,
    ZEnd = 2,
    Bandwidth = 4,
    Offering = 8,
    Fees = 16,
    Account = 32,
    Quantity = 64,
    RequestedDate = 128,
    Service = 256,
    Everything = 511,
}

/// <summary>What is known of each kind of step, whatever template it stands in.</summary>
/// <param name="Uses">Of the item: an amendment of these touches the step.</param>
/// <param name="Needs">Kind of step whose result it uses; one of them must come before it.</param>
/// <param name="CanUndo">There is a message that takes it back.</param>
/// <param name="UndoneWhileRunning">It can be taken back before it has ended, and only then.</param>
/// <param name="CanAmend">There is a message that changes it while it runs.</param>
public sealed record StepAction(ItemAspects Uses, TemplateStepDo? Needs = null, bool CanUndo = false, bool UndoneWhileRunning = false, bool CanAmend = false)
{
    private const ItemAspects Route = ItemAspects.AEnd | ItemAspects.ZEnd | ItemAspects.Bandwidth | ItemAspects.Offering;

    public static StepAction Of(TemplateStepDo step) => step switch
    {
        TemplateStepDo.Person => new(ItemAspects.None),
        TemplateStepDo.CheckFeasibility => new(Route | ItemAspects.Quantity | ItemAspects.RequestedDate),
        TemplateStepDo.ReserveResource => new(Route | ItemAspects.Quantity, CanUndo: true),
        TemplateStepDo.AssignResource => new(ItemAspects.Service, TemplateStepDo.ReserveResource, CanUndo: true),
        TemplateStepDo.ReleaseResource => new(ItemAspects.Service),
        TemplateStepDo.WorkOrderAEnd => new(ItemAspects.AEnd | ItemAspects.Bandwidth | ItemAspects.Offering, CanUndo: true, UndoneWhileRunning: true, CanAmend: true),
        TemplateStepDo.WorkOrderZEnd => new(ItemAspects.ZEnd | ItemAspects.Bandwidth | ItemAspects.Offering, CanUndo: true, UndoneWhileRunning: true, CanAmend: true),
        TemplateStepDo.WorkOrderTrunk => new(Route, CanUndo: true, UndoneWhileRunning: true, CanAmend: true),
        TemplateStepDo.WorkOrderEquipment => new(ItemAspects.AEnd | ItemAspects.Offering | ItemAspects.Quantity, CanUndo: true, UndoneWhileRunning: true, CanAmend: true),
        TemplateStepDo.StartBilling => new(ItemAspects.Account | ItemAspects.Fees | ItemAspects.Service, CanUndo: true),
        TemplateStepDo.ChangeBilling => new(ItemAspects.Account | ItemAspects.Fees),
        TemplateStepDo.StopBilling => new(ItemAspects.Account),
        TemplateStepDo.SubOrder => new(ItemAspects.Everything, CanUndo: true, UndoneWhileRunning: true),
        TemplateStepDo.UpdateArchive => new(ItemAspects.Everything),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "There is no such kind of step."),
    };
}
