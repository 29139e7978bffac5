using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>BIL-4 as billing serves it.</summary>
internal sealed class AccountService(AccountBook accounts, WrittenContract contract, Books books, MoodBoard moods, TimeProvider time)
{
    private const string Interface = "BIL-4";
    private readonly XNamespace _ns = contract.Namespace;

    public Task<SoapReply> ServeAsync(SoapCall call, CancellationToken cancellationToken)
    {
        var request = call.Body;
        var id = Text(request, "requestId");
        if (request.Name.LocalName == "GetRequestState")
            return Task.FromResult(moods.Holds(Interface, MoodKind.MonthEnd) ? new SoapReply.Silence() : Tell(id));
        var around = new SoapMoods(moods, Interface, books, time, SystemFault);
        return around.ServeAsync(id, () => Work(request, id), () => Refuse(id, "B099", "业务规则不允许"), cancellationToken);
    }

    private SoapReply Tell(string id)
    {
        if (moods.Take(Interface, MoodKind.CannotTell) is not null)
            return new SoapReply.Fault(Client: false, "系统忙", SystemFault());
        books.Enter(Interface, BookKind.Asked, id);
        return new SoapReply.Answer(StateOf(id));
    }

    private SoapReply Work(XElement request, string id)
    {
        var (answer, repeat) = accounts.Once(id, () => Do(request));
        books.Enter(Interface, repeat ? BookKind.Duplicate : BookKind.Received, id, note: request.Name.LocalName);
        if (answer.Code is not null)
            return repeat ? FaultOf(id, answer.Code, answer.Message!) : Refuse(id, answer.Code, answer.Message!);
        if (!repeat)
            books.Enter(Interface, BookKind.Accepted, id, note: answer.AccountNo);
        return new SoapReply.Answer(new XElement(_ns + (request.Name.LocalName + "Response"),
            new XElement(_ns + "requestId", id), new XElement(_ns + "accountNo", answer.AccountNo), new XElement(_ns + "doneAt", answer.DoneAt)));
    }

    private AccountAnswer Do(XElement request) => request.Name.LocalName switch
    {
        "OpenAccount" => accounts.Open(request.Element(_ns + "accountNo")?.Value.Trim(), Text(request, "customerNo"), Text(request, "paymentMethod"), request.Element(_ns + "bankAccount") is not null),
        "ChangeAccount" => accounts.Change(Text(request, "accountNo")),
        "CloseAccount" => accounts.Close(Text(request, "accountNo")),
        _ => accounts.Share(Text(request, "payingAccountNo"), [.. request.Elements(_ns + "share").Select(s => (Text(s, "accountNo"), (int)s.Element(_ns + "basisPoints")!))]),
    };

    private XElement StateOf(string id)
    {
        var answer = accounts.Find(id);
        return new XElement(_ns + "GetRequestStateResponse",
            new XElement(_ns + "requestId", id),
            new XElement(_ns + "state", answer is null ? "UNKNOWN" : answer.Code is null ? "DONE" : "REFUSED"),
            answer?.AccountNo is null ? null : new XElement(_ns + "accountNo", answer.AccountNo),
            answer?.DoneAt is null ? null : new XElement(_ns + "doneAt", answer.DoneAt),
            answer?.Code is null ? null : new XElement(_ns + "code", answer.Code),
            answer?.Message is null ? null : new XElement(_ns + "message", answer.Message));
    }

    private SoapReply.Fault Refuse(string id, string code, string message)
    {
        books.Enter(Interface, BookKind.Rejected, id, note: $"{code} {message}");
        return FaultOf(id, code, message);
    }

    private SoapReply.Fault FaultOf(string id, string code, string message) => new(Client: false, message, new XElement(_ns + "BusinessFault",
        new XElement(_ns + "requestId", id), new XElement(_ns + "code", code), new XElement(_ns + "message", message)));

    private XElement SystemFault() => new(_ns + "SystemFault",
        new XElement(_ns + "code", "S001"), new XElement(_ns + "message", "月结中，请稍后再试"), new XElement(_ns + "retryAfterSeconds", 2));

    private string Text(XElement parent, string name) => parent.Element(_ns + name)!.Value.Trim();
}
