using Integration.CanonicalModel;
using Integration.CoreApp.Orders;

namespace Integration.CoreApp.Api.Orders;

/// <summary>A kind of step, for the designer's palette.</summary>
/// <param name="Needs">Kind of step that must come before it; null: none.</param>
/// <param name="PerItemOnly">It is about one item, never about the whole order.</param>
/// <param name="Uses">Of the item: an amendment of these touches the step.</param>
public sealed record StepKind(string Do, Title Title, string? System, bool CanUndo, string? Needs, bool PerItemOnly, IReadOnlyList<string> Uses);

public sealed record RoleWord(string Role, Title Title);

public sealed record FactWord(string Fact, Title Title);

public sealed record ActionWord(string Action, Title Title);

public sealed record ReachWord(string Reach, Title Title);

public sealed record OfferingWord(string Offering, Title Title);

/// <summary>What a template can be made of, with its words in both languages.</summary>
public sealed record TemplateWords(
    IReadOnlyList<StepKind> Kinds, IReadOnlyList<RoleWord> Roles, IReadOnlyList<FactWord> Facts, IReadOnlyList<ActionWord> Actions, IReadOnlyList<ReachWord> Reaches, IReadOnlyList<OfferingWord> Offerings)
{
    public static TemplateWords All { get; } = new(
        [.. Enum.GetValues<TemplateStepDo>().Select(Kind)],
        [
            new("accountManager", new("客户经理", "Account manager")), new("clerk", new("一站受理", "Clerk")), new("resource", new("资源", "Resources")), new("construction", new("建设", "Construction")),
            new("billing", new("计费", "Billing")), new("director", new("主管", "Director")),
        ],
        [
            new("hasZEnd", new("有 Z 端", "Has a Z end")), new("singleEnded", new("只有一端", "Has one end only")), new("hasOneTimeFee", new("有一次性费用", "Has a one-time fee")),
            new("newAccount", new("新开账户", "Needs a new account")), new("hasCircuit", new("已有电路", "Has a circuit already")),
        ],
        [
            new("new", new("新装", "New")), new("change", new("变更", "Change")), new("move", new("移机", "Move")), new("suspend", new("停机", "Suspend")), new("resume", new("复机", "Resume")),
            new("terminate", new("拆机", "Terminate")),
        ],
        [
            new("city", new("本地", "Within a city")), new("crossCity", new("跨城", "Across cities")), new("crossProvince", new("跨省", "Across provinces")), new("part", new("他方订单的一端", "One end of another hub's order")),
        ],
        [
            new("LEASED_LINE", new("数字专线", "Leased line")), new("INTERNET", new("互联网接入", "Internet access")), new("VPN", new("虚拟专网", "VPN")), new("PHONE", new("电话", "Phone")),
            new("CENTREX", new("集团电话", "Centrex")), new("NUMBER_800", new("800/400 业务", "800/400 service")),
        ]);

    private static StepKind Kind(TemplateStepDo step)
    {
        var action = StepAction.Of(step);
        return new StepKind(WireNames.Of(step), TitleOf(step), PageWords.SystemOf(step), action.CanUndo, action.Needs is { } needed ? WireNames.Of(needed) : null, step is not (TemplateStepDo.Person or TemplateStepDo.UpdateArchive),
            [.. Enum.GetValues<ItemAspects>().Where(a => a is not (ItemAspects.None or ItemAspects.Everything) && action.Uses.HasFlag(a)).Select(a => WireNames.Of(a))]);
    }

    private static Title TitleOf(TemplateStepDo step) => step switch
    {
        TemplateStepDo.Person => new("人工任务", "Task of a person"),
        TemplateStepDo.CheckFeasibility => new("资源核查", "Check resources"),
        TemplateStepDo.ReserveResource => new("资源预占", "Reserve resources"),
        TemplateStepDo.AssignResource => new("资源调度", "Assign resources"),
        TemplateStepDo.ReleaseResource => new("资源释放", "Release resources"),
        TemplateStepDo.WorkOrderAEnd => new("A 端派工", "Work order, A end"),
        TemplateStepDo.WorkOrderZEnd => new("Z 端派工", "Work order, Z end"),
        TemplateStepDo.WorkOrderTrunk => new("中继派工", "Work order, trunk"),
        TemplateStepDo.WorkOrderEquipment => new("设备派工", "Work order, customer equipment"),
        TemplateStepDo.StartBilling => new("起租计费", "Start billing"),
        TemplateStepDo.ChangeBilling => new("计费变更", "Change billing"),
        TemplateStepDo.StopBilling => new("停止计费", "Stop billing"),
        TemplateStepDo.SubOrder => new("子订单", "Order of a peer hub"),
        TemplateStepDo.UpdateArchive => new("更新档案", "Update archive"),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "There is no such kind of step."),
    };
}
