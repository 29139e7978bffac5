using System.Globalization;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>BIL-5 as billing serves it. Charges grow by a fen each time a customer is asked for, so that an old answer is told from a new one.</summary>
internal sealed class ChargeService(World world, WrittenContract contract, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "BIL-5";
    private readonly XNamespace _ns = contract.Namespace;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _asked = [];

    public Task<SoapReply> ServeAsync(SoapCall call, CancellationToken cancellationToken)
    {
        var id = Text(call.Body, "requestId")!;
        books.Enter(Interface, BookKind.Received, id);
        return new SoapMoods(moods, Interface, books, time, SystemFault)
            .ServeAsync(id, () => Work(call.Body, id), () => Refuse(id, "B099", "业务规则不允许"), cancellationToken);
    }

    private SoapReply Work(XElement request, string id)
    {
        var customerNo = Text(request, "customerNo")!;
        if (IndexOf(customerNo) is not { } customer)
            return Refuse(id, "B001", $"客户不存在: {customerNo}");
        var accounts = new[] { customer * 2, (customer * 2) + 1 }.Select(world.Account).ToList();
        if (Text(request, "accountNo") is { } one)
            accounts = [.. accounts.Where(a => a.Number == one)];
        return accounts.Count == 0
            ? Refuse(id, "B002", $"合同号不存在: {Text(request, "accountNo")}")
            : Answer(id, customerNo, accounts);
    }

    private SoapReply.Answer Answer(string id, string customerNo, List<WorldAccount> accounts)
    {
        var now = time.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var growth = Growth(customerNo);
        var charges = accounts.Select(a => (a.Number, Fen: growth + Dice.Roll(500_000, a.Index, "charge"))).ToList();
        books.Enter(Interface, BookKind.Accepted, id, fen: charges.Sum(c => c.Fen), note: customerNo);
        return new SoapReply.Answer(new XElement(_ns + "QueryCurrentChargesResponse",
            new XElement(_ns + "requestId", id),
            new XElement(_ns + "customerNo", customerNo),
            new XElement(_ns + "period", now.ToString("yyyyMM", CultureInfo.InvariantCulture)),
            new XElement(_ns + "total", charges.Sum(c => c.Fen)),
            charges.Select(c => new XElement(_ns + "account", new XElement(_ns + "accountNo", c.Number), new XElement(_ns + "charge", c.Fen))),
            new XElement(_ns + "asOf", now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture))));
    }

    private int Growth(string customerNo)
    {
        lock (_lock)
            return _asked[customerNo] = _asked.GetValueOrDefault(customerNo) + 1;
    }

    private int? IndexOf(string customerNo) =>
        customerNo.Length == 12 && int.TryParse(customerNo[5..], out var number) && number > 0 && world.Customer(number - 1).Number == customerNo ? number - 1 : null;

    private SoapReply.Fault Refuse(string id, string code, string message)
    {
        books.Enter(Interface, BookKind.Rejected, id, note: $"{code} {message}");
        return new SoapReply.Fault(Client: false, message, new XElement(_ns + "BusinessFault",
            new XElement(_ns + "requestId", id), new XElement(_ns + "code", code), new XElement(_ns + "message", message)));
    }

    private XElement SystemFault() => new(_ns + "SystemFault", new XElement(_ns + "code", "S001"), new XElement(_ns + "message", "月结中，请稍后再试"));

    private string? Text(XElement parent, string name) => parent.Element(_ns + name)?.Value.Trim();
}
