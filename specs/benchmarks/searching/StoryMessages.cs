using System.Globalization;
using System.Text;
using Integration.Hub;

namespace Integration.Specs.Benchmarks;

/// <summary>A stored message with what came, went and was answered, and to whom it went.</summary>
internal sealed record StoredMessage(
    string Type, string Source, string? Interface, string Body, string? BusinessKey, string? Mapping, IReadOnlyList<SearchKey> Keys, IReadOnlyList<string> Subscribers, IReadOnlyList<StoredPayload> Payloads);

internal sealed record StoredPayload(PayloadKind Kind, string? Subscriber, byte[] Bytes, string ContentType, string? Origin);

/// <summary>The five messages of a story, in the forms that the interfaces' samples have: an order to 97 and its two answers, a bill, and one of three others.</summary>
internal static class StoryMessages
{
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static StoredMessage Of(Story s, int part, DateTimeOffset at) => part switch
    {
        0 => WorkOrder(s, at),
        1 => State(s, at, 2, "20", "已派施工一班"),
        2 => State(s, at, 3, "90", s.HasAppointment ? "竣工，用户已签字" : "竣工，待资料归档"),
        3 => Bill(s, at),
        _ => (s.Number % 3) switch { 0 => Account(s), 1 => Arrears(s, at), _ => Visit(s, at) },
    };

    private static StoredMessage WorkOrder(Story s, DateTimeOffset at)
    {
        var rest = $$"""
            "workOrderNo":"{{s.WorkOrderNo}}","orderNo":"{{s.OrderNo}}","action":"INSTALL","issuedAt":"{{At(at)}}","dueAt":"{{At(at.AddDays(3))}}","customer":{"no":"{{s.CustomerNo}}","name":"{{s.CustomerName}}","level":"1"},"service":{"kind":"LEASED_LINE","number":"0571-ZX-{{s.Number % 1_000_000:D6}}","bandwidthKbps":10240},"aEnd":{"areaCode":"0571","address":"{{s.Address}}","contactName":"{{s.Contact}}","contactPhone":"{{s.Phone}}"},"zEnd":{"areaCode":"0574","address":"宁波市海曙区解放路{{s.Number % 500}}号"},"equipment":[{"name":"光端机","model":"OptiX-155","quantity":2}],"remark":"{{(s.HasAppointment ? "请先电话预约" : "请在工作日上门")}}"
            """;
        return new("CreateWorkOrder", "orders", null, $"{{{rest}}}", s.WorkOrderNo, null,
            [new("workOrder", s.WorkOrderNo), new("order", s.OrderNo), new("customer", s.CustomerNo), new("phone", s.Phone)], ["N97-1"],
            [new(PayloadKind.Outbound, "N97-1", Encoding.UTF8.GetBytes($"{{\"version\":1,{rest}}}"), "application/json; charset=utf-8", "amqp://n97/work-orders")]);
    }

    private static StoredMessage State(Story s, DateTimeOffset at, int number, string state, string remark)
    {
        var rest = $"\"workOrderNo\":\"{s.WorkOrderNo}\",\"seq\":{number},\"occurredAt\":\"{At(at)}\",\"staff\":\"E{s.Number % 900:D3}\",\"state\":\"{state}\",\"remark\":\"{remark}\"";
        return new("WorkOrderStateChanged", "n97", "N97-2", $"{{\"orderNo\":\"{s.OrderNo}\",{rest}}}", s.WorkOrderNo, "n97/n97-2-events@1", [new("workOrder", s.WorkOrderNo), new("order", s.OrderNo)], ["archive", "orders"],
            [new(PayloadKind.Raw, null, Encoding.UTF8.GetBytes($"{{\"version\":1,\"eventId\":\"97-{s.WorkOrderNo}-{number}\",\"event\":\"STATE\",{rest}}}"), "application/json; charset=utf-8", "amqp://n97/events")]);
    }

    private static StoredMessage Bill(Story s, DateTimeOffset at)
    {
        var (rent, calls, off) = (s.Fen(0), s.Fen(1), s.Fen(2) / 100);
        var due = rent + calls - off;
        var body = $$$"""
            {"billNo":"{{{s.BillNo}}}","accountNo":"{{{s.AccountNo}}}","customerNo":"{{{s.CustomerNo}}}","customerName":"{{{s.CustomerName}}}","period":"2026-10","state":"settled","amountDue":{"fen":{{{due}}},"currency":"CNY"},"amountPaid":{"fen":{{{due}}},"currency":"CNY"},"amountArrears":{"fen":0,"currency":"CNY"},"dueDate":"2026-11-25","items":[{"code":"10","name":"月租费","amount":{"fen":{{{rent}}},"currency":"CNY"}},{"code":"11","name":"市话费","amount":{"fen":{{{calls}}},"currency":"CNY"}},{"code":"80","name":"优惠减免","amount":{"fen":-{{{off}}},"currency":"CNY"}}],"occurredAt":"{{{At(at)}}}"}
            """;
        var raw = string.Create(CultureInfo.InvariantCulture, $"""
            B|{s.BillNo}|{s.AccountNo}|{s.CustomerNo}|{s.CustomerName}|202610|{due / 100m:F2}|{due / 100m:F2}|0.00|3|20261125
            I|{s.BillNo}|10|月租费|{rent / 100m:F2}
            I|{s.BillNo}|11|市话费|{calls / 100m:F2}
            I|{s.BillNo}|80|优惠减免|-{off / 100m:F2}
            """);
        return new("CustomerBillIssued", "billing", "BIL-1", body, s.AccountNo, "billing/bil-1-bills@1", [new("bill", s.BillNo), new("account", s.AccountNo), new("customer", s.CustomerNo)], ["archive", "warnings"],
            [new(PayloadKind.Raw, null, Chinese.GetBytes(raw), "text/plain; charset=gb18030", $"BILL_0571_202610_001.txt:{s.Number + 2}")]);
    }

    private static StoredMessage Account(Story s) => new("OpenBillingAccount", "orders", null,
        $$"""{"requestId":"{{s.OrderNo}}-1","orderNo":"{{s.OrderNo}}","customerNo":"{{s.CustomerNo}}","customerName":"{{s.CustomerName}}","accountNo":"{{s.AccountNo}}","accountName":"{{s.CustomerName}}","billAddress":"{{s.Address}}","payBy":"directDebit","holderName":"{{s.Contact}}"}""",
        s.CustomerNo, null, [new("order", s.OrderNo), new("account", s.AccountNo), new("customer", s.CustomerNo)], ["BIL-4"],
        [
            new(PayloadKind.Outbound, "BIL-4", Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><OpenAccount xmlns="urn:billing:accounts:1"><requestNo>{s.OrderNo}-1</requestNo><customerNo>{s.CustomerNo}</customerNo><customerName>{s.CustomerName}</customerName><accountName>{s.CustomerName}</accountName><billAddress>{s.Address}</billAddress><holderName>{s.Contact}</holderName></OpenAccount></soap:Body></soap:Envelope>"""), "text/xml; charset=utf-8", "http://billing/accounts"),
            new(PayloadKind.Answer, "BIL-4", Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><OpenAccountResponse xmlns="urn:billing:accounts:1"><accountNo>{s.AccountNo}</accountNo><receipt>{s.Receipt}</receipt><remark>已受理</remark></OpenAccountResponse></soap:Body></soap:Envelope>"""), "text/xml; charset=utf-8", null),
        ]);

    private static StoredMessage Arrears(Story s, DateTimeOffset at)
    {
        var rest = $"\"kind\":\"OVERDUE\",\"accountNo\":\"{s.AccountNo}\",\"customerNo\":\"{s.CustomerNo}\",\"amount\":{s.Fen(3)},\"overdueDays\":{s.Number % 90},\"occurredAt\":\"{At(at)}\"";
        return new("AccountOverdue", "billing", "BIL-3", $"{{{rest},\"currency\":\"CNY\"}}", s.AccountNo, "billing/bil-3-events@1", [new("account", s.AccountNo), new("customer", s.CustomerNo)], ["archive", "warnings"],
            [new(PayloadKind.Raw, null, Encoding.UTF8.GetBytes($"{{\"version\":1,\"eventId\":\"BE-{s.Number:D9}\",{rest}}}"), "application/json; charset=utf-8", "amqp://billing/events")]);
    }

    private static StoredMessage Visit(Story s, DateTimeOffset at)
    {
        var rest = $$"""
            "interactionId":"KF-V-{{s.Number:D8}}","kind":"VISIT","customerNo":"{{s.CustomerNo}}","tookPlaceAt":"{{At(at)}}","staff":{"no":"M{{s.Number % 9000:D6}}","name":"经理{{s.Number % 900}}"},"contactName":"{{s.Contact}}","phoneNumber":"{{s.Phone}}","content":"客户计划明年新增{{s.Number % 9 + 1}}条专线，关心{{s.Address}}机房的供电","nextStep":"下周提交方案","recordedAt":"{{At(at.AddHours(1))}}"
            """;
        return new("CustomerInteractionRecorded", "customer-service", "CS-2", $"{{{rest}}}", s.CustomerNo, "customer-service/cs-2-interactions@1", [new("customer", s.CustomerNo), new("phone", s.Phone)], ["archive"],
            [new(PayloadKind.Raw, null, Encoding.UTF8.GetBytes($"{{\"version\":1,{rest}}}"), "application/json; charset=utf-8", "amqp://cs/interactions")]);
    }

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
