namespace Integration.CoreApp.Orders;

/// <summary>What the orders themselves have to say to people, in both languages. Kept as a code with its values, so that everybody reads it in their own.</summary>
public static class OrderWords
{
    /// <summary>Another system's or a person's own words, which nobody translates.</summary>
    public const string Said = "said";

    private const string Wish = "wish", State = "state", What = "what";

    private static readonly Dictionary<string, Title> Texts = new()
    {
        ["order.no-items"] = new("订单没有内容，至少要有一项", "the order has no items; expected at least one"),
        ["order.no-template"] = new("订单项 {item}：没有模板能办理 {offering} 的“{action}”（{reach}），请绘制模板或改订其他产品", "item {item}: no template carries out {action} of {offering} ({reach}); draw one, or order something else"),
        ["order.several-templates"] = new("订单项 {item}：模板 {templates} 都能办理 {offering} 的“{action}”（{reach}），只应有一个", "item {item}: {templates} all carry out {action} of {offering} ({reach}); expected one"),
        ["order.number-too-long"] = new("订单号 {order} 有 {length} 个字符，97 与资源系统最多接受 {max} 个，请换较短的编号", "order number {order} has {length} characters; 97 and resource management take at most {max}: place it under a shorter one"),
        ["order.unknown-step"] = new("订单没有环节“{step}”", "the order has no step \"{step}\""),
        ["order.not-your-step"] = new("环节“{step}”{state}，只有在人员待办中的环节才能由人完成", "step \"{step}\" is {state}: a person ends only steps that are on a person's list"),
        ["order.step-not-failed"] = new("环节“{step}”{state}，只有异常的环节才能重试或跳过", "step \"{step}\" is {state}: only a step that has failed is tried again or skipped"),
        ["order.going-back"] = new("订单正在撤销，其中的环节不再执行", "the order is being cancelled: nothing of it is done again"),
        ["order.over"] = new("订单{state}，没有可撤销的内容", "the order is {state}: there is nothing to cancel"),
        ["order.past-no-return"] = new("环节“{step}”已开始，从此订单不能回退", "step \"{step}\" has begun: from there no order goes back"),
        ["order.not-running"] = new("订单{state}，只有在途订单才能修改", "the order is {state}: only one that is under way is amended"),
        ["order.step-over"] = new("修改涉及的环节“{step}”已结束且不能回退", "the change concerns step \"{step}\", which is over and cannot be undone"),
        ["order.not-inprogress"] = new("订单{state}，只有进行中的订单才能挂起", "the order is {state}; only one that is in progress is held"),
        ["order.not-held"] = new("订单{state}，只有挂起的订单才能恢复", "the order is {state}; only one that is held is resumed"),
        ["order.missing"] = new("缺少{what}：前面的环节没有带来，订单中也没有", "{what} is not known: no earlier step has brought it and the order does not say it"),
        ["order.not-sayable"] = new("无法向对方系统提出请求", "it cannot be asked of the other system"),
        ["infeasible"] = new("资源不具备", "resources are not there"),
        ["cancelled"] = new("97 已取消工单", "97 has cancelled the work order"),
        ["skipped"] = new("已跳过", "skipped"),
        ["sub-order.rejected"] = new("对端平台拒绝了子订单", "the peer hub has rejected its part"),
        ["sub-order.failed"] = new("对端平台的子订单失败", "the part at the peer hub has failed"),
        ["sub-order.cancelled"] = new("对端平台取消了子订单", "the peer hub has cancelled its part"),
        ["sub-order.not-cancelled"] = new("对端平台不能取消子订单", "the peer hub cannot cancel its part"),
        ["part.state"] = new("子订单 {part} {state}", "part {part} is {state}"),
        ["part.step"] = new("子订单 {part} 的环节 {step} {state}", "step {step} of part {part} is {state}"),
    };

    // By the names that stand in messages and in the history.
    private static readonly Dictionary<string, Title> Names = new()
    {
        ["acknowledged"] = new("已受理", "acknowledged"), ["rejected"] = new("已拒绝", "rejected"), ["pending"] = new("待处理", "pending"), ["held"] = new("已挂起", "on hold"), ["inProgress"] = new("进行中", "in progress"),
        ["assessingCancellation"] = new("正在评估撤单", "being assessed for cancellation"), ["pendingCancellation"] = new("正在撤单", "being cancelled"), ["cancelled"] = new("已取消", "cancelled"), ["completed"] = new("已完成", "completed"),
        ["failed"] = new("异常", "failed"), ["partial"] = new("部分完成", "partly done"), ["waiting"] = new("等待中", "waiting"), ["skipped"] = new("已跳过", "skipped"), ["undoing"] = new("回退中", "being undone"),
        ["undoFailed"] = new("回退异常", "failed to be undone"), ["undone"] = new("已回退", "undone"),
        ["StepEnded"] = new("完成环节", "Done"), ["Retry"] = new("重试", "Retry"), ["Skip"] = new("跳过", "Skip"), ["Hold"] = new("挂起", "Hold"), ["Resume"] = new("恢复", "Resume"), ["Cancel"] = new("撤单", "Cancel"), ["Amend"] = new("改单", "Amend"),
        ["aEnd"] = new(" A 端", "the A end"), ["zEnd"] = new(" Z 端", "the Z end"), ["zUnit"] = new(" Z 端所属本地网", "the local network of the Z end"), ["reservation"] = new("预占号", "the reservation"), ["circuit"] = new("电路号", "the circuit"),
        ["service"] = new("业务号码", "the service number"), ["account"] = new("付费账号", "the account to be billed"), ["workOrder"] = new("工单号", "the work order"), ["part"] = new("子订单号", "the part"), ["customer"] = new("客户资料", "the customer"),
        ["new"] = new("新装", "new"), ["change"] = new("变更", "change"), ["move"] = new("移机", "move"), ["suspend"] = new("停机", "suspend"), ["resume"] = new("复机", "resume"), ["terminate"] = new("拆机", "terminate"),
        ["city"] = new("本地", "within a city"), ["crossCity"] = new("跨市", "across cities"), ["crossProvince"] = new("跨省", "across provinces"),
    };

    private static readonly HashSet<string> Named = [Wish, State, What, "action", "reach"];

    /// <summary>Null: the code is another system's, and so are the words.</summary>
    public static Title? Find(string? code, IReadOnlyDictionary<string, string>? values)
    {
        if (code is null || !Texts.TryGetValue(code, out var text))
            return null;
        foreach (var (name, value) in values ?? new Dictionary<string, string>())
        {
            var word = Named.Contains(name) && Names.TryGetValue(value, out var known) ? known : new Title(value, value);
            text = new Title(text.Zh.Replace($"{{{name}}}", word.Zh, StringComparison.Ordinal), text.En.Replace($"{{{name}}}", word.En, StringComparison.Ordinal));
            if (name == Wish)
                text = new Title($"{word.Zh}：{text.Zh}", $"{word.En}: {text.En}");
        }

        return values?.GetValueOrDefault(Said) is { Length: > 0 } said ? new Title($"{text.Zh}：{said}", $"{text.En}: {said}") : text;
    }

    /// <summary>For somebody whose language is not known, e.g. at a peer.</summary>
    public static string InBoth(Title words) => $"{words.Zh} ({words.En})";

    public static IReadOnlyDictionary<string, string> Values(params (string Name, string? Value)[] values) => values.Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value!);

    /// <summary>Codes that are ours.</summary>
    public static IReadOnlyCollection<string> Codes => Texts.Keys;
}
