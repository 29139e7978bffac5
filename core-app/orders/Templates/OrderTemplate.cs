using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>
/// How an order of some kind is carried out: steps and what each waits for. Data, drawn by a person, versioned; a running order keeps its version.
/// </summary>
/// <param name="Template">Name for ever, e.g. <c>leased-line-new</c>.</param>
/// <param name="Version">From 1; a changed template is the next one.</param>
public sealed record OrderTemplate(string Template, int Version, Title Title, TemplateScope Serves, IReadOnlyList<TemplateStep> Steps)
{
    public override string ToString() => $"{Template}@{Version}";
}

/// <summary>What a person reads.</summary>
public sealed record Title(string Zh, string En);

/// <summary>Which order items the template is for.</summary>
/// <param name="Offerings">Offering codes; one that ends in a star stands for all that begin so.</param>
/// <param name="Reach">Empty: any.</param>
public sealed record TemplateScope(IReadOnlyList<OrderAction> Actions, IReadOnlyList<string> Offerings, IReadOnlyList<Reach> Reach)
{
    public bool Fits(OrderAction action, string offering, Reach reach) =>
        Actions.Contains(action) && (Reach.Count == 0 || Reach.Contains(reach)) && Offerings.Any(o => o.EndsWith('*') ? offering.StartsWith(o[..^1], StringComparison.Ordinal) : o == offering);
}

/// <summary>How far apart the two ends of an item lie.</summary>
public enum Reach
{
    /// <summary>One end only, or both in one local network.</summary>
    City,
    CrossCity,
    CrossProvince,

    /// <summary>Another hub's order, of which this hub carries out one end.</summary>
    Part,
}

/// <summary>A step as it is drawn.</summary>
/// <param name="Step">Key within the template, e.g. <c>reserve</c>.</param>
/// <param name="After">Steps that must be over before; none: begins with the order.</param>
/// <param name="Do">The system's part, or <see cref="TemplateStepDo.Person"/>.</param>
/// <param name="Role">Whose list the task goes to, if a person does it; also who looks after the step when it fails.</param>
/// <param name="PerItem">Once for each item of the order; else once for the order.</param>
/// <param name="When">Facts that must all hold, or the step is left out of the plan.</param>
/// <param name="SlaHours">Working hours it may take.</param>
/// <param name="WarnAt">Share of them, in per cent, after which somebody is told.</param>
/// <param name="Undo">What it did is undone when the order is cancelled; false: nothing is left of it that would matter.</param>
/// <param name="PointOfNoReturn">Once it has begun, the order can no longer be cancelled.</param>
public sealed record TemplateStep(
    string Step,
    Title Title,
    IReadOnlyList<string> After,
    TemplateStepDo Do,
    OrderRole Role,
    bool PerItem,
    IReadOnlyList<StepFact> When,
    double SlaHours,
    int WarnAt = 80,
    bool Undo = false,
    bool PointOfNoReturn = false);

/// <summary>What can be done by a step.</summary>
public enum TemplateStepDo
{
    /// <summary>A person of the role says that it is done.</summary>
    Person,
    CheckFeasibility,
    ReserveResource,
    AssignResource,
    ReleaseResource,
    WorkOrderAEnd,
    WorkOrderZEnd,
    WorkOrderTrunk,
    WorkOrderEquipment,
    StartBilling,
    ChangeBilling,
    StopBilling,
    SubOrder,
    UpdateArchive,
}

/// <summary>Roles of people who carry orders out.</summary>
public enum OrderRole
{
    AccountManager,
    Clerk,
    Resource,
    Construction,
    Billing,
    Director,
}

/// <summary>What a step can depend on.</summary>
public enum StepFact
{
    HasZEnd,
    SingleEnded,
    HasOneTimeFee,
    NewAccount,
    HasCircuit,
}
