using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>RES-1 as resource management serves it. What it says depends on the addresses alone, so the books can be checked.</summary>
internal sealed class FeasibilityService(WrittenContract contract, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "RES-1";
    private static readonly string[] TwoEnds = ["LEASED_LINE", "VPN"];
    private readonly XNamespace _ns = contract.Namespace;
    private readonly ConcurrentDictionary<string, bool> _seen =
        new(books.Entries(Interface).Where(e => e.Kind == BookKind.Received).Select(e => KeyValuePair.Create(e.Id, true)));

    public Task<SoapReply> ServeAsync(SoapCall call, CancellationToken cancellationToken)
    {
        var id = Text(call.Body, "requestId")!;
        books.Enter(Interface, _seen.TryAdd(id, true) ? BookKind.Received : BookKind.Duplicate, id);
        return new SoapMoods(moods, Interface, books, time, SystemFault)
            .ServeAsync(id, () => Check(call.Body, id), () => Refuse(id, "R002", "业务类型不支持"), cancellationToken);
    }

    /// <summary>An address is served unless it is on an island 岛 or deep in the mountains 深山; one without a Chinese character is not known.</summary>
    private SoapReply Check(XElement request, string id)
    {
        var aEnd = request.Element(_ns + "aEnd")!;
        var zEnd = request.Element(_ns + "zEnd");
        if (zEnd is null && TwoEnds.Contains(Text(request, "serviceType")))
            return Refuse(id, "R004", "缺Z端");
        if (new[] { aEnd, zEnd }.OfType<XElement>().Select(s => Text(s, "address")!).FirstOrDefault(a => !a.Any(c => c > 0x2E80)) is { } unknown)
            return Refuse(id, "R001", $"地址无法识别: {unknown}");
        books.Enter(Interface, BookKind.Accepted, id);
        return new SoapReply.Answer(Answer(id, aEnd, zEnd));
    }

    private XElement Answer(string id, XElement aEnd, XElement? zEnd)
    {
        var feasible = Served(aEnd) && (zEnd is null || Served(zEnd));
        var now = time.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        return new XElement(_ns + "CheckFeasibilityResponse",
            new XElement(_ns + "requestId", id),
            new XElement(_ns + "feasible", feasible),
            feasible ? new XElement(_ns + "earliestDate", now.AddDays(Days(aEnd, zEnd)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null,
            Site("aEnd", aEnd),
            zEnd is null ? null : Site("zEnd", zEnd),
            feasible ? null : new object[] { new XElement(_ns + "reasonCode", "N04"), new XElement(_ns + "reason", "超出覆盖范围") },
            new XElement(_ns + "checkedAt", Stamp(now)),
            feasible ? new XElement(_ns + "validUntil", Stamp(now.AddDays(7))) : null);
    }

    private XElement Site(string name, XElement site)
    {
        var address = Text(site, "address")!;
        return Served(site)
            ? new XElement(_ns + name,
                new XElement(_ns + "feasible", true),
                new XElement(_ns + "node", $"{Text(site, "areaCode")}-{address[..Math.Min(2, address.Length)]}局"),
                new XElement(_ns + "freePorts", 4 + (address.Length % 5)),
                new XElement(_ns + "cableMetres", address.Length * 10))
            : new XElement(_ns + name, new XElement(_ns + "feasible", false), new XElement(_ns + "reason", "超出覆盖范围"));
    }

    private bool Served(XElement site) => Text(site, "address") is { } address && !address.Contains('岛') && !address.Contains("深山", StringComparison.Ordinal);

    private int Days(XElement aEnd, XElement? zEnd) => 3 + Text(aEnd, "address")!.Length + (zEnd is null ? 0 : Text(zEnd, "address")!.Length);

    private SoapReply.Fault Refuse(string id, string code, string message)
    {
        books.Enter(Interface, BookKind.Rejected, id, note: $"{code} {message}");
        return new SoapReply.Fault(Client: false, message, new XElement(_ns + "BusinessFault",
            new XElement(_ns + "requestId", id), new XElement(_ns + "code", code), new XElement(_ns + "message", message)));
    }

    private XElement SystemFault() => new(_ns + "SystemFault", new XElement(_ns + "code", "S002"), new XElement(_ns + "message", "资源库忙"));

    private static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private string? Text(XElement parent, string name) => parent.Element(_ns + name)?.Value.Trim();
}
