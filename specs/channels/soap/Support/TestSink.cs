using System.Collections.Concurrent;
using System.Text;
using System.Xml.Linq;
using Integration.Hub;

namespace Integration.Specs.Channels.Soap;

/// <summary>Stands for the hub: keeps the requests and answers like customer service would be answered.</summary>
public sealed class TestSink : IRequestSink
{
    public static readonly XNamespace Care = "urn:example:customer-care:1";
    public static readonly XNamespace Types = "urn:example:customer-care:types:1";

    public ConcurrentQueue<RawMessage> Requests { get; } = new();

    /// <summary>Replaces the usual answer.</summary>
    public Func<RawMessage, CancellationToken, Task<RequestAnswer>>? Answer { get; set; }

    public RawMessage Last => Requests.Last();

    public static XElement Body(RawMessage message) => XElement.Parse(Encoding.UTF8.GetString(message.Body.Span));

    public static RequestAnswer Ok(XElement body) => new RequestAnswer.Ok(Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting)), null);

    public Task<RequestAnswer> AnswerAsync(RawMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Answer?.Invoke(request, cancellationToken) ?? Task.FromResult(request.Operation == "QueryCustomer" ? Query(Body(request)) : Report(Body(request)));
    }

    private static RequestAnswer Query(XElement query) => (string?)query.Element(Care + "customerNo") switch
    {
        "C00000404" => Fault("BusinessFault", "no-customer", "没有这个客户", callers: true),
        "C00000503" => Fault("SystemFault", "archive-down", "档案库暂时不可用", callers: false),
        var number => Ok(new XElement(Care + "QueryCustomerResponse", new XElement(Care + "customer",
            new XElement(Types + "customerNo", number ?? "C12345678"),
            new XElement(Types + "name", "中国工商银行浙江省分行 — 朱镕䶮"),
            new XElement(Types + "level", "diamond"),
            new XElement(Types + "manager", "王晓明"),
            new XElement(Types + "since", "2001-05-17"),
            new XElement(Types + "arrears", "1234.50"),
            Product("0571-87654321", "国际长途专线", "880.00"),
            Product("HZ-SH-0042", "跨省专线 <100M> & 备份", "12000.05")))),
    };

    private static XElement Product(string number, string offering, string fee) => new(Types + "product",
        new XElement(Types + "serviceNumber", number), new XElement(Types + "offering", offering), new XElement(Types + "monthlyFee", fee));

    private static RequestAnswer Report(XElement report) => Ok(new XElement(Care + "ReportTroubleResponse",
        new XElement(Care + "ticketNo", $"T-{(string?)report.Element(Care + "reportId")}"),
        new XElement(Care + "promisedBy", "2026-11-23T18:00:00+08:00")));

    private static RequestAnswer Fault(string name, string code, string message, bool callers) => new RequestAnswer.Faulted(name,
        Encoding.UTF8.GetBytes(new XElement(Care + name, new XElement(Types + "code", code), new XElement(Types + "message", message)).ToString()),
        new Failure(FailureKind.Business, $"test.{code}", message), callers);
}
